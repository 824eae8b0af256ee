//! Every reason for "no" is reached by a scenario: a new one without a scenario fails here.

use std::collections::BTreeSet;

use crate::given::refusals_met;
use crate::{
    apology, asked_beside, assistance, care, consultation, correction, course, ending, money,
    opening, pause, promise_move, pull_back, reception, result, routing, settlement, supplement,
    taking_over,
};

/// The names as the code lists them, one line each, in a `match` without a catch-all.
const NAMES: [&str; 5] = [
    include_str!("../../src/dossier/refusal.rs"),
    include_str!("../../src/dossier/refusal/clock.rs"),
    include_str!("../../src/dossier/refusal/routing.rs"),
    include_str!("../../src/dossier/refusal/consultation.rs"),
    include_str!("../../src/dossier/refusal/course.rs"),
];

/// The store refuses them, because only the store knows what happened since and who is there: its
/// contract suite proves it.
const OF_THE_STORE: [&str; 2] = ["changed-since", "nothing-to-route"];

#[test]
fn every_refusal_is_reached() {
    let scenarios: &[fn()] = &[
        asked_beside::the_main_step_is_not_done_as_one_beside,
        asked_beside::a_consultation_that_nobody_asked_is_not_over,
        opening::a_desk_without_any_code_registers_nothing,
        opening::applicants_file_online_and_desks_receive_at_their_own_desk,
        opening::nothing_else_opens_a_dossier_and_an_open_one_is_not_opened_again,
        opening::a_procedure_has_to_be_known_and_in_force,
        opening::only_a_desk_on_the_list_receives_a_procedure,
        opening::case_channel_and_kind_of_applicant_have_to_fit,
        opening::required_papers_have_to_be_sent_as_files,
        opening::a_paper_is_one_the_case_asks_for_and_named_once,
        assistance::an_official_helps_whoever_stands_at_the_desk,
        assistance::what_was_typed_is_read_back_before_it_counts,
        reception::what_is_only_shown_has_to_be_seen_before_reception,
        reception::a_year_without_a_calendar_is_refused_at_reception_and_not_before,
        reception::a_refusal_needs_a_reason_and_a_ground_that_holds,
        reception::what_was_received_is_not_refused_any_more,
        supplement::a_request_names_everything_once_and_says_why,
        supplement::nobody_asks_for_what_can_be_read_from_a_database,
        supplement::a_second_request_takes_a_leader_and_a_reason,
        supplement::once_counts_for_the_whole_dossier_not_for_each_office,
        supplement::whoever_checks_it_asks_and_nobody_beside,
        supplement::a_supplement_brings_something_that_was_asked_for_by_the_case,
        settlement::whoever_took_it_moves_it,
        settlement::a_leader_gives_it_to_an_officer_of_the_unit,
        settlement::a_case_officer_takes_what_nobody_has_and_does_not_give_it_away,
        settlement::whoever_has_it_hands_it_on_to_a_colleague_and_says_why,
        settlement::an_examination_says_something_about_papers_of_the_case,
        settlement::to_propose_a_refusal_takes_reasons_and_it_is_not_approved,
        settlement::the_leader_sends_back_and_the_officer_has_it_again,
        settlement::steps_are_not_skipped,
        result::a_result_has_a_number_and_a_date_not_after_today,
        result::a_result_is_not_dated_before_its_dossier_came_in,
        result::an_electronic_result_has_a_file,
        result::the_clerk_sends_back_to_the_leader,
        result::what_was_declined_comes_back_declined,
        result::a_hand_over_says_to_whom_and_waits_for_what_is_owed,
        money::only_listed_fees_with_an_amount_are_charged_and_once,
        money::a_procedure_without_fees_charges_nothing,
        money::a_payment_is_of_something_owed_with_a_receipt,
        money::money_is_the_business_of_the_cashier_of_the_desk,
        ending::a_desk_that_withdraws_for_the_applicant_says_why,
        ending::what_is_decided_is_not_withdrawn_or_stopped,
        ending::only_a_leader_of_the_competent_agency_stops_and_in_writing,
        ending::a_ground_to_stop_has_to_hold,
        care::a_service_is_rated_once_by_the_applicant_when_it_is_over,
        care::one_complaint_at_a_time_is_made_and_answered_in_words,
        care::only_a_leader_of_the_competent_agency_answers,
        correction::each_corrects_their_own_part,
        correction::a_correction_changes_something_and_says_why,
        correction::a_correction_is_held_to_the_rules_of_what_it_corrects,
        taking_over::a_unit_that_is_still_there_keeps_its_dossiers,
        taking_over::of_several_successors_one_of_them_takes_it_itself,
        taking_over::without_a_successor_it_stays_where_it_is,
        pause::only_a_clock_that_runs_is_stopped,
        pause::one_pause_at_a_time_and_none_over_a_supplement,
        pause::a_pause_has_a_ground_a_reason_and_a_paper,
        pause::nobody_moves_it_while_its_clock_stands_still,
        apology::a_letter_has_a_listed_cause_a_reason_a_number_and_a_day,
        apology::the_new_day_is_at_most_as_far_as_the_limit_is_long,
        apology::a_second_new_day_is_refused_and_has_to_be_explained,
        apology::what_is_late_goes_before_the_leader_only_with_an_apology,
        promise_move::a_promise_never_moves_earlier,
        pull_back::only_whoever_passed_it_on_takes_it_back_and_says_why,
        pull_back::it_is_taken_back_until_the_next_one_first_acts,
        routing::nobody_gives_a_dossier_to_somebody_who_is_away,
        consultation::what_is_asked_is_whole_and_of_others,
        consultation::an_answer_replies_to_every_question_in_the_form_that_is_wanted,
        consultation::an_empty_answer_is_returned_once,
        consultation::the_lead_does_not_decide_while_somebody_is_to_answer,
        consultation::time_claims_silence_of_the_head_and_then_on_the_record,
        course::what_stands_beside_is_done_by_its_unit_and_all_come_together,
        course::a_supplement_is_asked_once_and_brings_it_back_to_the_check,
        course::all_is_done_in_one_visit_where_the_process_says_so,
        course::a_step_says_in_which_way_it_turned_out,
        course::facts_are_told_from_the_dossier_or_it_is_not_received,
    ];
    for scenario in scenarios {
        scenario();
    }
    let mut named: BTreeSet<&str> = NAMES
        .into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \""))
        .filter_map(|(_, name)| name.strip_suffix("\","))
        .collect();
    for name in OF_THE_STORE {
        assert!(named.remove(name), "{named:?}");
    }
    assert!(named.len() > 40, "{named:?}");
    assert_eq!(refusals_met(), named);
}

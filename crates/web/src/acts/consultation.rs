//! Opinions: asked, handed on inside the asked unit, answered, returned, concluded; and told.

mod wanted;

use domain::dossier::command::Command;
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, OpinionsToAsk, ReplyToGive, UnitToAsk,
    WhomToAsk,
};
use domain::dossier::consultation::event::{ConsultationEvent, OpinionsAsked};
use domain::dossier::consultation::{
    ASKED_MAX, AnswerForm, Consultation, Opinion, OpinionStanding, QUESTIONS_MAX, Stance, Whom,
};
use domain::people::agency::AgencyId;
use domain::people::{OfficialId, Role};
use domain::policy;
use domain::procedure::paper::PaperKey;
use uuid::Uuid;

use self::wanted::{WantedRow, wanted};
use crate::acts::part::{Part, typed_day};
use crate::acts::story::Teller;
use crate::acts::{Task, choices, chosen, note, said};
use crate::components::Fact;
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::{fresh, show, wording};

/// Units that one form asks; whoever needs more asks once more.
///
/// Not law: what a form holds without becoming long.
const UNITS: usize = 3;

/// Working minutes of a day in the form.
///
/// Not law: eight hours, as limits in days are shared out.
const DAY_MINUTES: u32 = 480;

/// Days that a form proposes for an answer.
///
/// Not law: the lead changes it.
const USUAL_DAYS: &str = "3";

/// Longest number of a letter, in characters.
const NUMBER_MAX: usize = 100;

/// The field that says which opinion it is about.
const OPINION: &str = "y-kien";

/// The parts of a form about opinions.
pub(super) fn parts(act: ConsultationAct, task: &Task<'_>) -> Vec<Part> {
    match act {
        ConsultationAct::Ask => ask_parts(task),
        ConsultationAct::HandOn => hand_on_parts(task),
        ConsultationAct::Answer => answer_parts(task),
        ConsultationAct::Bounce => bounce_parts(task),
        ConsultationAct::Conclude => conclude_parts(task),
        ConsultationAct::Escalate | ConsultationAct::RecordSilence => Vec::new(),
    }
}

/// The command that a form about opinions asks for.
pub(super) fn command(act: ConsultationAct, task: &Task<'_>) -> Result<Command, FormErrors> {
    let command = match act {
        ConsultationAct::Ask => ask(task)?,
        ConsultationAct::HandOn => hand_on(task)?,
        ConsultationAct::Answer => answer(task)?,
        ConsultationAct::Bounce => bounce(task)?,
        ConsultationAct::Conclude => conclude(task)?,
        // Time's own; from anybody else the rules refuse them.
        ConsultationAct::Escalate => ConsultationCommand::Escalate { opinion: 0 },
        ConsultationAct::RecordSilence => ConsultationCommand::RecordSilence { opinion: 0 },
    };
    Ok(Command::Consult(Box::new(command)))
}

fn ask_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let wanted = wanted(task);
    let questions = wanted.as_ref().map_or("", |wanted| &wanted.questions);
    let mut parts = Vec::new();
    parts.extend(wanted.as_ref().map(|wanted| Part::note(&wanted.said)));
    parts.push(
        Part::text("cau-hoi", "Câu hỏi", form.text_or("cau-hoi", questions))
            .hint("Mỗi dòng một câu hỏi; hệ thống đánh số từ trên xuống"),
    );
    let units = askable(task);
    let named = wanted.as_ref().map_or(&[][..], |wanted| &wanted.units);
    for row in 1..=UNITS.max(named.len()) {
        let usual = named.get(row - 1);
        let id = |stem: &str| format!("{stem}-{row}");
        parts.push(Part::heading(format!("Nơi được hỏi thứ {row}")));
        let unit = id("don-vi");
        let value = form.text_or(&unit, usual.map_or("", |usual| &usual.whom));
        parts.push(Part::select(&unit, "Đơn vị", units.clone(), value));
        parts.extend(asked_parts(task, &row.to_string(), usual));
        let how = id("hinh-thuc");
        let forms = choices(&AnswerForm::ALL, wording::consultation::form);
        let value = form.text_or(&how, "here");
        parts.push(Part::one_of(&how, "Hình thức trả lời", forms, value));
    }
    parts.push(Part::heading("Nơi ở ngoài hệ thống"));
    let hint = "Để trống nếu không hỏi. Khi có văn bản trả lời, ông/bà ghi lại vào hồ sơ";
    let usual = wanted.as_ref().and_then(|wanted| wanted.outside.as_ref());
    let value = form.text_or("ngoai", usual.map_or("", |usual| &usual.whom));
    parts.push(Part::line("ngoai", "Tên cơ quan", value).hint(hint));
    parts.extend(asked_parts(task, "ngoai", usual));
    parts
}

/// How long one who is asked has, and for which questions.
fn asked_parts(task: &Task<'_>, row: &str, usual: Option<&WantedRow>) -> [Part; 2] {
    let form = task.form;
    let (days, which) = (format!("so-ngay-{row}"), format!("cau-so-{row}"));
    let value = form.text_or(&days, usual.map_or(USUAL_DAYS, |usual| &usual.days));
    let days = Part::line(&days, "Thời gian trả lời", value)
        .figures("3")
        .suffix("ngày làm việc");
    let value = form.text_or(&which, usual.map_or("", |usual| &usual.which));
    let which = Part::line(&which, "Trả lời câu số", value).hint("Ví dụ 1, 3. Để trống là tất cả");
    [days, which]
}

/// The units that may be asked today, by name; first a choice of none.
fn askable(task: &Task<'_>) -> Vec<Choice> {
    let (today, here) = (task.now.today(), task.dossier().unit());
    let mut units: Vec<_> = task
        .rules
        .organisation
        .all()
        .filter(|agency| agency.is_valid_on(today))
        .filter(|agency| !agency.kind.is_desk() && agency.id != *here)
        .collect();
    units.sort_by_cached_key(|agency| domain::vietnamese::collation_key(&agency.name));
    let named = units.into_iter().map(|agency| {
        let above = task.rules.organisation.parent_on(&agency.id, today);
        let name = match above {
            Some(above) => format!("{} · {}", agency.name, above.name),
            None => agency.name.clone(),
        };
        Choice::new(agency.id.as_str(), name)
    });
    [Choice::new("", "Không hỏi")]
        .into_iter()
        .chain(named)
        .collect()
}

fn ask(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let form = task.form;
    let text = domain::vietnamese::clean(form.text("cau-hoi"));
    let questions: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| fresh::personal(line.to_owned()))
        .collect();
    if questions.is_empty() {
        errors.add("cau-hoi", "Viết ít nhất một câu hỏi");
    } else if questions.len() > QUESTIONS_MAX {
        let ask =
            format!("Nhiều nhất {QUESTIONS_MAX} câu hỏi một lần. Bớt đi hoặc hỏi thêm lần nữa");
        errors.add("cau-hoi", ask);
    }
    if text.chars().count() > super::TEXT_MAX {
        let ask = format!("Dài nhất {} ký tự. Viết gọn lại", super::TEXT_MAX);
        errors.add("cau-hoi", ask);
    }
    let mut asked = Vec::new();
    for row in 1..=ASKED_MAX {
        let unit = form.text(&format!("don-vi-{row}")).trim();
        if unit.is_empty() {
            continue;
        }
        let whom = WhomToAsk::Unit(AgencyId::from_stored(unit));
        let how = chosen(form.text(&format!("hinh-thuc-{row}"))).unwrap_or(AnswerForm::Here);
        asked.push(one_asked(task, whom, how, &row.to_string(), &mut errors));
    }
    let outside = domain::vietnamese::clean(form.text("ngoai"));
    let outside = outside.trim();
    if outside.chars().count() > NUMBER_MAX {
        errors.add(
            "ngoai",
            format!("Dài nhất {NUMBER_MAX} ký tự. Viết gọn lại"),
        );
    } else if !outside.is_empty() {
        let whom = WhomToAsk::Outside(fresh::personal(outside.to_owned()));
        asked.push(one_asked(
            task,
            whom,
            AnswerForm::Letter,
            "ngoai",
            &mut errors,
        ));
    }
    if asked.is_empty() {
        errors.add("don-vi-1", "Chọn ít nhất một nơi để hỏi");
    }
    errors.or(ConsultationCommand::Ask(OpinionsToAsk {
        block: None,
        questions,
        asked,
    }))
}

fn one_asked(
    task: &Task<'_>,
    whom: WhomToAsk,
    form: AnswerForm,
    row: &str,
    errors: &mut FormErrors,
) -> UnitToAsk {
    let (days, which) = (format!("so-ngay-{row}"), format!("cau-so-{row}"));
    let minutes = task.form.text(&days).trim().parse::<u32>().ok();
    let minutes = minutes.filter(|days| (1..=40).contains(days));
    if minutes.is_none() {
        errors.add(days, "Nhập số ngày làm việc, từ 1 đến 40");
    }
    let mut questions = Vec::new();
    let typed = task.form.text(&which).split([',', ';', ' ']);
    for number in typed.map(str::trim).filter(|number| !number.is_empty()) {
        if let Ok(number) = number.parse::<u16>() {
            questions.push(number);
        } else {
            errors.add(which.clone(), "Ghi số của câu hỏi, ví dụ 1, 3");
        }
    }
    UnitToAsk {
        whom,
        questions,
        form,
        minutes: minutes.unwrap_or_default() * DAY_MINUTES,
    }
}

/// The opinion that a form is about: the one it names, or the first that is open to this person.
fn picked<'a>(
    task: &Task<'a>,
    takes: impl Fn(&Consultation, &Opinion) -> bool,
) -> Option<(&'a Consultation, &'a Opinion)> {
    let named = task.form.text(OPINION).parse::<u16>().ok();
    let dossier = task.dossier();
    named
        .and_then(|number| dossier.opinion(number))
        .or_else(|| {
            dossier
                .opinions()
                .find(|(round, opinion)| takes(round, opinion))
        })
}

fn number_of(found: Option<(&Consultation, &Opinion)>) -> u16 {
    found.map_or(0, |(_, opinion)| opinion.number)
}

/// Whether this person answers for the asked unit, or records what came from outside.
fn is_theirs(task: &Task<'_>, opinion: &Opinion) -> bool {
    let official = task.officer.official();
    match opinion.unit() {
        Some(_) => policy::may_give_opinion(official, opinion, task.rules, task.now.today()),
        None => task.dossier().unit() == &official.unit,
    }
}

fn to_answer<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        let standing = round.standing(opinion);
        let takes = match standing {
            OpinionStanding::Waiting => true,
            OpinionStanding::Silent => round.ended.is_none(),
            OpinionStanding::Answered | OpinionStanding::Dropped => false,
        };
        takes && is_theirs(task, opinion)
    })
}

fn to_hand_on<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        let waits = round.standing(opinion) == OpinionStanding::Waiting;
        waits && opinion.unit().is_some() && is_theirs(task, opinion)
    })
}

/// What was asked, and by when it is to be answered.
fn facts(task: &Task<'_>, opinion: &Opinion) -> Vec<Fact> {
    let whom = match &opinion.whom {
        Whom::Unit(unit) => task.unit(unit),
        Whom::Outside(name) => outside_name(task.loaded, name.id),
    };
    vec![
        Fact::new("Nơi được hỏi", whom),
        Fact::new("Trả lời trước", show::date_time(opinion.due)),
        Fact::new(
            "Hình thức trả lời",
            wording::consultation::form(opinion.form),
        ),
    ]
}

/// The name of somebody outside.
pub(crate) fn outside_name(loaded: &store::Loaded, row: Uuid) -> String {
    let name = loaded.personal.text(row);
    name.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())
}

/// A question in words.
pub(crate) fn question(loaded: &store::Loaded, round: &Consultation, number: u16) -> String {
    let row = usize::from(number)
        .checked_sub(1)
        .and_then(|at| round.questions.get(at));
    let text = row.and_then(|row| loaded.personal.text(row.id));
    text.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())
}

fn answer_parts(task: &Task<'_>) -> Vec<Part> {
    let Some((round, opinion)) = to_answer(task) else {
        return Vec::new();
    };
    let form = task.form;
    let mut parts = vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
    ];
    if let Some(bounced) = &opinion.bounced {
        let why = task.loaded.personal.text(bounced.reason.id);
        let why = why.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned());
        parts.push(Part::note(format!("Câu trả lời trước bị trả lại: {why}")));
    }
    for number in &opinion.questions {
        let (stance, text) = (format!("loai-{number}"), format!("tra-loi-{number}"));
        let asked = question(task.loaded, round, *number);
        parts.push(Part::heading(format!("Câu {number}. {asked}")));
        let all = choices(&Stance::ALL, wording::consultation::stance);
        let said = format!("Ý kiến về câu {number}");
        parts.push(Part::one_of(&stance, said, all, form.text(&stance)));
        let said = format!("Nội dung trả lời câu {number}");
        parts.push(Part::text(&text, said, form.text(&text)).hint("Nêu rõ căn cứ"));
    }
    let is_needed = opinion.form == AnswerForm::Letter;
    let hint = if is_needed {
        "Ví dụ 15/CV-QH"
    } else {
        "Không bắt buộc"
    };
    let mut number = Part::line("so", "Văn bản trả lời: số, ký hiệu", form.text("so")).hint(hint);
    number.width = "20";
    let usual = if is_needed {
        TypedDate::of(task.now.today())
    } else {
        TypedDate::default()
    };
    parts.push(number);
    parts.push(Part::day(
        "ngay",
        "Ngày văn bản",
        typed_day(form, "ngay", usual),
    ));
    parts.push(Part::file("tep", "Tệp kèm theo, nếu có", form));
    parts
}

fn answer(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let found = to_answer(task);
    let questions = found.map_or(&[][..], |(_, opinion)| opinion.questions.as_slice());
    let mut replies = Vec::new();
    for question in questions.iter().copied() {
        let stance_field = format!("loai-{question}");
        let stance = chosen::<Stance>(task.form.text(&stance_field));
        if stance.is_none() {
            errors.add(stance_field, format!("Chọn ý kiến về câu {question}"));
        }
        let ask = format!("Viết nội dung trả lời câu {question}");
        let text = said(task.form, &format!("tra-loi-{question}"), &mut errors, &ask);
        replies.extend(stance.map(|stance| ReplyToGive {
            question,
            stance,
            text,
        }));
    }
    let is_needed = found.is_some_and(|(_, opinion)| opinion.form == AnswerForm::Letter);
    let letter = letter(task, is_needed, &mut errors);
    let file = task.form.kept("tep").last();
    errors.or(ConsultationCommand::Answer(AnswerToGive {
        opinion: number_of(found),
        replies,
        letter,
        file: file.map(|file| file.handed_in(&PaperKey("y-kien".to_owned()))),
    }))
}

/// Number and date of the letter; none where nothing was typed and none is needed.
fn letter(
    task: &Task<'_>,
    is_needed: bool,
    errors: &mut FormErrors,
) -> Option<(String, jiff::civil::Date)> {
    let number = domain::vietnamese::clean(task.form.text("so"));
    let number = number.trim().to_owned();
    if number.is_empty() && !is_needed {
        return None;
    }
    if number.is_empty() {
        errors.add("so", "Nhập số, ký hiệu của văn bản trả lời");
    } else if number.chars().count() > NUMBER_MAX {
        errors.add("so", format!("Dài nhất {NUMBER_MAX} ký tự. Viết gọn lại"));
    }
    match typed_day(task.form, "ngay", TypedDate::default()).read() {
        Ok(ReadDate::Day(day)) if day <= task.now.today() => return Some((number, day)),
        Ok(ReadDate::Day(_)) => errors.add("ngay", "Ngày văn bản phải là hôm nay hoặc trước đó"),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add("ngay", "Nhập đủ ngày, tháng và năm của văn bản");
        }
        Err(sentence) => errors.add("ngay", sentence),
    }
    None
}

fn hand_on_parts(task: &Task<'_>) -> Vec<Part> {
    let Some((_, opinion)) = to_hand_on(task) else {
        return Vec::new();
    };
    let own = task.officer.official().id;
    let people = task
        .colleagues
        .iter()
        .filter(|one| one.active && Some(one.official.id) != opinion.officer())
        .filter(|one| one.official.is(Role::CaseOfficer) || one.official.is(Role::Leader))
        .map(|one| {
            let choice = Choice::new(one.official.id.0.to_string(), &one.name);
            if one.official.id == own {
                choice.hint("Chính ông/bà")
            } else {
                choice
            }
        });
    let form = task.form;
    vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
        Part::one_of("nguoi", "Giao cho", people.collect(), form.text("nguoi")),
        Part::text("ly-do", "Vì sao giao", form.text("ly-do"))
            .hint("Cần ghi khi giao việc ông/bà đang giữ cho người khác"),
    ]
}

fn hand_on(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let to = task.form.text("nguoi").parse::<Uuid>().ok();
    if to.is_none() {
        errors.add("nguoi", "Chọn người trả lời");
    }
    let reason = note(task.form, "ly-do", &mut errors);
    errors.or(ConsultationCommand::HandOn {
        opinion: number_of(to_hand_on(task)),
        to: OfficialId(to.unwrap_or_default()),
        reason,
    })
}

fn to_bounce<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        round.ended.is_none() && opinion.may_be_bounced()
    })
}

fn bounce_parts(task: &Task<'_>) -> Vec<Part> {
    let Some((_, opinion)) = to_bounce(task) else {
        return Vec::new();
    };
    let form = task.form;
    vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
        Part::text("ly-do", "Câu trả lời còn thiếu gì", form.text("ly-do"))
            .hint("Nói rõ câu nào chưa trả lời vào nội dung"),
    ]
}

fn bounce(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Viết câu trả lời còn thiếu gì để nơi được hỏi biết";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(ConsultationCommand::Bounce {
        opinion: number_of(to_bounce(task)),
        reason,
    })
}

fn to_conclude<'a>(task: &Task<'a>) -> Option<&'a Consultation> {
    let rounds = &task.dossier().consultations;
    let named = task.form.text("lan").parse::<u16>().ok();
    rounds
        .iter()
        .find(|round| Some(round.number) == named)
        .or_else(|| rounds.iter().find(|round| round.ended.is_none()))
}

fn conclude_parts(task: &Task<'_>) -> Vec<Part> {
    let Some(round) = to_conclude(task) else {
        return Vec::new();
    };
    let hint = if round.is_awaited() {
        "Còn nơi chưa trả lời: ghi vì sao không chờ nữa"
    } else {
        "Không bắt buộc: mọi nơi đã trả lời hoặc đã được ghi nhận không trả lời"
    };
    vec![
        Part::hidden("lan", round.number.to_string()),
        Part::text("ly-do", "Lý do", task.form.text("ly-do")).hint(hint),
    ]
}

fn conclude(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let round = to_conclude(task);
    let reason = note(task.form, "ly-do", &mut errors);
    if reason.is_none() && round.is_some_and(Consultation::is_awaited) {
        errors.add("ly-do", "Ghi lý do vì còn nơi chưa trả lời");
    }
    errors.or(ConsultationCommand::Conclude {
        consultation: round.map_or(0, |round| round.number),
        reason,
    })
}

impl Teller<'_> {
    /// What happened in a consultation, in a sentence more.
    pub(super) fn consulted(&self, event: &ConsultationEvent) -> String {
        match event {
            ConsultationEvent::Asked(asked) => self.asked(asked),
            ConsultationEvent::HandedOn {
                opinion,
                to,
                reason,
            } => {
                let to = self.names.get(&to.0).cloned().unwrap_or_default();
                let why = reason.as_ref().map(|row| self.text(row));
                let why = why.map_or(String::new(), |why| format!(" · {why}"));
                format!("{} · {to}{why}", self.whom(*opinion))
            }
            ConsultationEvent::Answered(answer) => {
                let stances = answer.replies.iter().map(|reply| {
                    let stance = wording::consultation::stance(reply.stance);
                    format!("câu {}: {stance}", reply.question)
                });
                let stances: Vec<String> = stances.collect();
                let instead = self.instead(answer.instead_of);
                let whom = self.whom(answer.opinion);
                format!("{whom} · {}{instead}", stances.join("; "))
            }
            ConsultationEvent::Bounced {
                opinion,
                reason,
                due,
            } => {
                let (whom, why) = (self.whom(*opinion), self.text(reason));
                format!(
                    "{whom} · trả lời lại trước {}. {why}",
                    show::date_time(*due)
                )
            }
            ConsultationEvent::Escalated {
                opinion,
                silence_at,
            } => {
                let until = show::date_time(*silence_at);
                format!(
                    "{} · ghi nhận không trả lời sau {until}",
                    self.whom(*opinion)
                )
            }
            ConsultationEvent::SilenceRecorded { opinion, .. } => self.whom(*opinion),
            ConsultationEvent::Ended(ended) => {
                let how = wording::consultation::ended(ended.how);
                match &ended.reason {
                    Some(reason) => format!("{how}. {}", self.text(reason)),
                    None => how.to_owned(),
                }
            }
        }
    }

    fn asked(&self, asked: &OpinionsAsked) -> String {
        let each = asked.opinions.iter().map(|one| {
            let due = show::date_time(one.due);
            format!("{} (trả lời trước {due})", self.whom(one.opinion))
        });
        let each: Vec<String> = each.collect();
        each.join("; ")
    }

    /// For whom a stand-in answered; empty where nobody did.
    pub(crate) fn instead(&self, absent: Option<OfficialId>) -> String {
        absent.map_or(String::new(), |absent| {
            let name = self.names.get(&absent.0).cloned();
            format!(
                " · làm thay {}",
                name.unwrap_or_else(|| "cán bộ đang vắng".to_owned())
            )
        })
    }

    /// Who was asked, by the number of the opinion.
    fn whom(&self, number: u16) -> String {
        let found = self.loaded.dossier.opinion(number);
        match found.map(|(_, opinion)| &opinion.whom) {
            Some(Whom::Unit(unit)) => crate::officials::unit_name(self.rules, unit),
            Some(Whom::Outside(name)) => outside_name(self.loaded, name.id),
            None => String::new(),
        }
    }
}

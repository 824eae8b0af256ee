//! Files of our own format that a person got wrong: every place is named, nothing is half taken.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use domain::calendar::time_limit::TimeLimit;
use domain::procedure::paper::Need;
use integrations::catalogue_file::{read_procedure, write_procedure};

const GOOD: &str = r#"
code = "9.000001"
name = "Đăng ký nuôi chim"
sector = "Nuôi chim"
levels = ["commune"]
applicants = ["person"]
online_level = "partly_online"
sets = 1
agencies = "Ủy ban nhân dân cấp xã"
steps = ["Nộp đơn."]

[publication]
decision = ""
valid_from = 2025-07-01
valid_to = "2026-06-30"

[[cases]]
key = "chung"
name = "Trường hợp chung"

[[cases.terms]]
channels = ["desk"]
limit = "5 working days"

[[cases.terms]]
channels = ["online"]
limit = "90 working minutes"

[[cases.papers]]
key = "don"
name = "Đơn"
originals = 1
copies = 0
when = "nuôi từ hai con"
"#;

fn places(text: &str) -> Vec<String> {
    let problems = read_procedure("9.000001.toml", text).unwrap_err();
    problems.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn a_good_file_is_read() {
    let procedure = read_procedure("data/procedures/9.000001.toml", GOOD).unwrap();
    assert_eq!(procedure.official_name, "Đăng ký nuôi chim");
    assert_eq!(
        procedure.publication.valid_to,
        Some(jiff::civil::date(2026, 6, 30))
    );
    let case = &procedure.cases[0];
    assert_eq!(case.terms[0].limit, TimeLimit::WorkingDays(5));
    assert_eq!(case.terms[1].limit, TimeLimit::WorkingHours { minutes: 90 });
    assert_eq!(
        case.papers[0].need,
        Need::When("nuôi từ hai con".to_owned())
    );
    let again = read_procedure("9.000001.toml", &write_procedure(&procedure)).unwrap();
    assert_eq!(procedure, again);
}

#[test]
fn a_province_keeps_less_than_the_law_gives_by_a_decision_of_its_own() {
    let legal = "limit = \"5 working days\"";
    let with = |lines: &str| GOOD.replace(legal, &format!("{legal}\n{lines}"));
    let whole = with("reduced_limit = \"3 working days\"\nreduced_by = \"12/QĐ-UBND\"");
    let procedure = read_procedure("9.000001.toml", &whole).unwrap();
    let terms = &procedure.cases[0].terms[0];
    assert_eq!(terms.limit, TimeLimit::WorkingDays(5));
    assert_eq!(terms.promised(), &TimeLimit::WorkingDays(3));
    assert_eq!(terms.reduced.as_ref().unwrap().basis, "12/QĐ-UBND");
    let again = read_procedure("9.000001.toml", &write_procedure(&procedure)).unwrap();
    assert_eq!(procedure, again);
    let hours = with("reduced_limit = \"12 working hours\"\nreduced_by = \"12/QĐ-UBND\"");
    assert!(read_procedure("9.000001.toml", &hours).is_ok());

    let field = "cases[0].terms[0].reduced_limit";
    let reason = |lines: &str| {
        let problems = read_procedure("9.000001.toml", &with(lines)).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].field, field);
        problems[0].reason.clone()
    };
    for longer in ["7 working days", "5 working days", "40 working hours"] {
        let lines = format!("reduced_limit = \"{longer}\"\nreduced_by = \"12/QĐ-UBND\"");
        assert!(reason(&lines).contains("phải ngắn hơn"), "{longer}");
    }
    let other = "reduced_limit = \"3 calendar days\"\nreduced_by = \"12/QĐ-UBND\"";
    assert!(reason(other).contains("cùng đơn vị"));
    assert!(reason("reduced_by = \"12/QĐ-UBND\"").contains("chưa ghi thời hạn"));
    assert_eq!(
        places(&with("reduced_limit = \"3 working days\"")),
        ["cases[0].terms[0].reduced_by"]
    );
    assert_eq!(
        places(&with("reduced = \"3 working days\"")),
        ["cases[0].terms[0].reduced"]
    );
}

#[test]
fn decomposed_text_is_composed() {
    let decomposed = GOOD.replace("Đăng ký nuôi chim", "Đa\u{306}ng ky\u{301} nuôi chim");
    let procedure = read_procedure("9.000001.toml", &decomposed).unwrap();
    assert_eq!(procedure.name, "Đăng ký nuôi chim");
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    assert_eq!(places(&GOOD.replace("sets = 1", "set = 1")), ["set"]);
    assert_eq!(
        places(&GOOD.replace("copies = 0", "copys = 0")),
        ["cases[0].papers[0].copys"]
    );
}

#[test]
fn every_problem_is_named_at_once() {
    let text = GOOD
        .replace("\"5 working days\"", "\"năm ngày\"")
        .replace("[\"commune\"]", "[\"xã\"]")
        .replace("originals = 1", "originals = -1")
        .replace("2026-06-30", "2025-06-30");
    assert_eq!(
        places(&text),
        [
            "levels[0]",
            "cases[0].terms[0].limit",
            "cases[0].papers[0].originals",
            "publication.valid_to"
        ]
    );
}

#[test]
fn a_question_is_in_english_as_a_whole_or_not_at_all() {
    let form = r#"
[declaration]
name = "Tờ khai"

[[declaration.groups]]
name = "Con chim"
english_name = "The bird"

[[declaration.groups.fields]]
key = "mau"
label = "Màu"
english_label = "Colour"
help = "Chọn một màu."
english_help = "Choose one."
kind = "choice"
choices = ["Xanh", "Vàng"]
english_choices = ["Green", "Yellow"]
"#;
    let whole = format!("{GOOD}{form}");
    let procedure = read_procedure("9.000001.toml", &whole).unwrap();
    let field = procedure.declaration.as_ref().unwrap().fields[0].clone();
    let english = field.english.unwrap();
    assert_eq!(
        (english.group.as_str(), english.choices[1].as_str()),
        ("The bird", "Yellow")
    );
    let again = read_procedure("9.000001.toml", &write_procedure(&procedure)).unwrap();
    assert_eq!(procedure, again);
    let field = "declaration.groups[0].fields[0]";
    for (line, key) in [
        ("english_name = \"The bird\"\n", "english_name"),
        ("english_label = \"Colour\"\n", "english_label"),
        ("english_help = \"Choose one.\"\n", "english_help"),
        (
            "english_choices = [\"Green\", \"Yellow\"]\n",
            "english_choices",
        ),
    ] {
        let half = whole.replace(line, "");
        assert_eq!(places(&half), [format!("{field}.{key}")]);
    }
}

#[test]
fn a_channel_has_one_limit_in_a_case() {
    assert_eq!(
        places(&GOOD.replace("[\"online\"]", "[\"desk\"]")),
        ["cases[0].terms[1].channels"]
    );
}

#[test]
fn the_file_bears_the_code_as_its_name() {
    let problems = read_procedure("9.000002.toml", GOOD).unwrap_err();
    assert_eq!(problems[0].field, "code");
    assert!(problems[0].reason.contains("9.000002.toml"));
}

#[test]
fn broken_toml_is_named_by_line() {
    let problems = read_procedure("9.000001.toml", "code = \"9.000001\"\nname = ").unwrap_err();
    assert_eq!(problems[0].field, "dòng 2");
}

#[test]
fn a_file_without_cases_is_refused() {
    let (head, _) = GOOD.split_once("[[cases]]").unwrap();
    assert_eq!(places(head), ["cases"]);
}

#[test]
fn a_process_template_is_chosen_by_its_name_and_differs_in_words() {
    let with = |lines: &str| format!("{GOOD}\n[process]\n{lines}\n");
    let whole = with(
        "template = \"commune-consultation\"\nnames = { approve = \"Ký giấy nuôi chim\" }\n\
         asks = [{ unit = \"VHXH\", questions = [\"Có ồn không?\", \"Có \\\"hót\\\" không?\"] }]",
    );
    let procedure = read_procedure("9.000001.toml", &whole).unwrap();
    let chosen = procedure.process.clone().unwrap();
    assert_eq!(chosen.template, "commune-consultation");
    assert_eq!(chosen.names["approve"], "Ký giấy nuôi chim");
    assert_eq!(chosen.asks[0].questions.len(), 2);
    let again = read_procedure("9.000001.toml", &write_procedure(&procedure)).unwrap();
    assert_eq!(procedure, again);

    let unknown = with("template = \"commune\"\nnames = { approve = \"Ký\" }");
    assert_eq!(places(&unknown), ["process.template"]);
    let slip = with("template = \"commune-usual\"\nnames = { aprove = \"Ký\" }");
    assert_eq!(places(&slip), ["process.names.aprove"]);
    let nobody = with(
        "template = \"commune-usual\"\nasks = [{ outside = \"Công an xã\", questions = [\"?\"] }]",
    );
    assert_eq!(places(&nobody), ["process.asks"]);
}

//! What a newer version of a process says differently, in words.

use domain::calendar::time_limit::TimeLimit;
use domain::process::difference::Changed;
use domain::process::draft::{Block, Draft, Ending, Join, ProcessPaper, RoleSaid, Step, Work};
use domain::process::fact::Values;
use domain::workflow::UnitRule;

use crate::blocks::{
    again, choice, consult, deciding, draft, end, fact, granted, looping, parallel, plain_step,
    step, steps, wait,
};

fn sentences(old: &Draft, new: &Draft) -> Vec<String> {
    let changes = old.difference(new).into_iter();
    changes.map(|change| change.sentence).collect()
}

fn kinds(old: &Draft, new: &Draft) -> Vec<(String, Changed)> {
    let changes = old.difference(new).into_iter();
    changes.map(|change| (change.place, change.what)).collect()
}

fn line(keys: &str) -> Draft {
    draft([steps(keys), vec![granted()]].concat())
}

#[test]
fn the_same_is_no_difference() {
    let ways = vec![
        ("x", steps("b c")),
        ("y", vec![wait("w", Some(steps("d")))]),
    ];
    let body = vec![deciding("a", "x|y"), choice("ways", "a", ways), granted()];
    assert_eq!(draft(body.clone()).difference(&draft(body)), []);
}

#[test]
fn steps_are_added_and_removed() {
    assert_eq!(
        sentences(&line("a b c"), &line("a c d")),
        [
            "Thêm bước “Bước d” sau bước “Bước c”",
            "Bỏ bước “Bước b” sau bước “Bước a”",
        ]
    );
}

#[test]
fn a_step_is_done_by_others_elsewhere_and_in_another_time() {
    let changed = Block::Step(Step {
        name: "Xem kỹ".to_owned(),
        work: Work::Decision,
        role: RoleSaid::from("leader".to_owned()),
        unit: UnitRule::UnitBelow("KT".to_owned()),
        minutes: 150,
        results: vec!["yes".to_owned(), "no".to_owned()],
        signs: vec!["letter".to_owned()],
        collects: Some("phi".to_owned()),
        ..plain_step("a")
    });
    assert_eq!(
        sentences(&line("a"), &draft(vec![changed, granted()])),
        [
            "Bước “Xem kỹ”: tên từ “Bước a” thành “Xem kỹ”",
            "Bước “Xem kỹ”: việc từ thẩm định thành phê duyệt",
            "Bước “Xem kỹ”: người làm từ cán bộ thụ lý thành lãnh đạo",
            "Bước “Xem kỹ”: nơi làm từ cơ quan giải quyết thành phòng, ban có mã KT",
            "Bước “Xem kỹ”: thời gian từ 1 giờ làm việc thành 2 giờ 30 phút làm việc",
            "Bước “Xem kỹ”: các kết quả từ không có thành “có”, “không”",
            "Bước “Xem kỹ”: giấy ký từ không có thành “letter”",
            "Bước “Xem kỹ”: khoản thu từ không có thành “phi”",
        ]
    );
}

#[test]
fn as_few_steps_as_possible_have_moved() {
    assert_eq!(
        sentences(&line("a b c d"), &line("b c d a")),
        ["Chuyển bước “Bước a”: trước đây ở đầu quy trình, nay sau bước “Bước d”"]
    );
    // What follows a new step has not moved.
    assert_eq!(
        kinds(&line("a b"), &line("x a b")),
        [("x".to_owned(), Changed::Added)]
    );
}

#[test]
fn whatever_comes_to_lie_within_another_block_has_moved() {
    let newer = draft(vec![
        step("a"),
        looping("round", steps("b c")),
        parallel("both", Join::All, vec![steps("d"), steps("e")]),
        granted(),
    ]);
    assert_eq!(
        sentences(&line("a b c d e"), &newer),
        [
            "Thêm vòng lặp từ “Bước b” sau bước “Bước a”",
            "Chuyển bước “Bước b”: trước đây sau bước “Bước a”, nay ở đầu vòng lặp từ “Bước b”",
            "Thêm các nhánh song song “Bước d”, “Bước e” sau vòng lặp từ “Bước b”",
            "Chuyển bước “Bước d”: trước đây sau bước “Bước c”, nay ở đầu nhánh 1 của các nhánh \
             song song “Bước d”, “Bước e”",
            "Chuyển bước “Bước e”: trước đây sau bước “Bước d”, nay ở đầu nhánh 2 của các nhánh \
             song song “Bước d”, “Bước e”",
        ]
    );
}

#[test]
fn ways_bounds_waits_and_outcomes_are_named() {
    let version = |values: &'static str, bound: Option<u16>, outcome: Ending| {
        let back = vec![wait("w", bound.map(|_| Vec::new())), again("x", "l", bound)];
        let ways = vec![(values, Vec::new()), ("back", back)];
        let body = vec![deciding("a", "on|off|back"), choice("c", "a", ways)];
        draft(vec![looping("l", body), end("z", outcome)])
    };
    let old = version("on", Some(1), Ending::Granted);
    assert_eq!(
        sentences(&old, &version("on|off", Some(2), Ending::Stopped)),
        [
            "Rẽ nhánh sau “Bước a”: các hướng từ [on] [back] thành [on, off] [back]",
            "Lần quay lại vòng lặp từ “Bước a” sau “Chờ w”: số lần từ nhiều nhất 1 lần thành nhiều nhất 2 lần",
            "Kết thúc “Dừng giải quyết”: kết quả từ cấp kết quả thành dừng giải quyết",
        ]
    );
    assert_eq!(
        kinds(&old, &version("on", None, Ending::Granted)),
        [
            ("w".to_owned(), Changed::TimeOut),
            ("x".to_owned(), Changed::Bound)
        ]
    );
}

#[test]
fn another_kind_of_block_is_another_thing_in_the_same_place() {
    let newer = draft(vec![consult("a"), granted()]);
    assert_eq!(
        sentences(&line("a"), &newer),
        ["Thay bước “Bước a” bằng lấy ý kiến “Lấy ý kiến a”"]
    );
}

#[test]
fn the_whole_its_papers_and_its_words_are_compared() {
    let paper = |key: &str, result_of| ProcessPaper {
        key: key.to_owned(),
        name: format!("Giấy {key}"),
        result_of,
    };
    let old = Draft {
        papers: vec![paper("a", None), paper("b", None)],
        facts: vec![fact("urgent", Values::YesNo)],
        ..line("s")
    };
    let newer = Draft {
        limit: TimeLimit::WorkingDays(8),
        papers: vec![paper("b", Some(Ending::Granted)), paper("c", None)],
        facts: vec![fact("urgent", Values::Whole { from: 0, to: 2 })],
        ..line("s")
    };
    assert_eq!(
        sentences(&old, &newer),
        [
            "Quy trình: thời hạn từ 10 ngày làm việc thành 8 ngày làm việc",
            "Giấy “Giấy b”: là kết quả khi từ không phải kết quả thành cấp kết quả",
            "Thêm giấy “Giấy c”",
            "Bỏ giấy “Giấy a”",
            "Điều kiện “urgent”: giá trị từ có hoặc không thành số từ 0 đến 2",
        ]
    );
}

//! The clock: stopped and taken up again; and the letter of apology with the one new day.

use domain::calendar::pauses::PauseGround;
use domain::dossier::GivenPromise;
use domain::dossier::apology::{ApologyToSend, LatenessCause, extension_max};
use domain::dossier::command::Command;
use domain::dossier::decide::{promise_if_answered, promise_if_apologised};
use domain::dossier::pause::{PAUSE_GROUNDS, Warrant};
use jiff::civil::{Date, DateTime};

use crate::acts::part::{Part, typed_day};
use crate::acts::{Task, choices, chosen, said, stored_name};
use crate::components::Fact;
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::{show, wording};

/// Longest number of a letter or paper, in characters.
const NUMBER_MAX: usize = 100;

/// A promised moment as people read it.
fn moment(at: DateTime) -> String {
    let day = show::date_with_weekday(at.date());
    format!("{} {day}", show::time(at))
}

fn due(promise: &GivenPromise) -> String {
    moment(promise.due)
}

pub(super) fn pause_parts(task: &Task<'_>) -> Vec<Part> {
    let (dossier, form) = (task.dossier(), task.form);
    let too_late = dossier.is_overdue(task.now).then(|| {
        Part::note(
            "Hồ sơ đã quá hạn. Tạm dừng lúc này được ghi lại nhưng không làm hết trễ hạn: ngày hẹn \
             trả giữ nguyên.",
        )
    });
    let holds = |ground: &PauseGround| match ground {
        PauseGround::FinancialObligation => !dossier.owed().is_zero(),
        PauseGround::Supplement | PauseGround::AwaitedVerification | PauseGround::ForceMajeure => {
            true
        }
    };
    let grounds: Vec<PauseGround> = PAUSE_GROUNDS.into_iter().filter(holds).collect();
    let grounds = choices(&grounds, wording::lateness::ground);
    let asked = [
        Part::one_of("can-cu", "Căn cứ tạm dừng", grounds, form.text("can-cu")),
        Part::text(
            "ly-do",
            "Lý do, viết cho người nộp hiểu",
            form.text("ly-do"),
        )
        .hint("Nói rõ đang chờ gì, chờ ai, và người nộp phải làm gì nếu có"),
    ];
    let paper = paper_parts(task, "Văn bản làm căn cứ: số, ký hiệu", "Ví dụ 15/CV-ĐKĐĐ");
    too_late.into_iter().chain(asked).chain(paper).collect()
}

/// Number and day of a letter or paper.
fn paper_parts(task: &Task<'_>, text: &'static str, hint: &'static str) -> [Part; 2] {
    let form = task.form;
    let mut number = Part::line("so", text, form.text("so")).hint(hint);
    number.width = "20";
    let today = TypedDate::of(task.now.today());
    let day = Part::day("ngay", "Ngày văn bản", typed_day(form, "ngay", today));
    [number, day]
}

pub(super) fn pause(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ground = chosen::<PauseGround>(task.form.text("can-cu"));
    if ground.is_none() {
        errors.add("can-cu", "Chọn căn cứ tạm dừng");
    }
    let ask = "Nhập lý do để người nộp hiểu vì sao phải chờ";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    let number = read_number(task, &mut errors);
    let dated_on = read_day(task, &mut errors);
    match ground.zip(dated_on) {
        Some((ground, dated_on)) => errors.or(Command::Pause {
            ground,
            reason,
            warrant: Warrant { number, dated_on },
        }),
        None => Err(errors),
    }
}

fn read_number(task: &Task<'_>, errors: &mut FormErrors) -> String {
    let number = domain::vietnamese::clean(task.form.text("so"));
    let number = number.trim().to_owned();
    if number.is_empty() {
        errors.add("so", "Nhập số, ký hiệu của văn bản");
    } else if number.chars().count() > NUMBER_MAX {
        let said = format!("Số, ký hiệu dài nhất {NUMBER_MAX} ký tự. Viết gọn lại");
        errors.add("so", said);
    }
    number
}

fn read_day(task: &Task<'_>, errors: &mut FormErrors) -> Option<Date> {
    match typed_day(task.form, "ngay", TypedDate::default()).read() {
        Ok(ReadDate::Day(day)) if day <= task.now.today() => return Some(day),
        Ok(ReadDate::Day(_)) => {
            errors.add("ngay", "Ngày văn bản phải là hôm nay hoặc trước đó");
        }
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add("ngay", "Nhập đủ ngày, tháng và năm của văn bản");
        }
        Err(sentence) => errors.add("ngay", sentence),
    }
    None
}

pub(super) fn resume_parts(task: &Task<'_>) -> Vec<Part> {
    let dossier = task.dossier();
    let Some(pause) = dossier.open_pause() else {
        return Vec::new();
    };
    let mut facts = vec![
        Fact::new("Tạm dừng từ", moment(pause.from)),
        Fact::new("Căn cứ", wording::lateness::ground(pause.ground)),
    ];
    let given = dossier.promise.as_ref();
    facts.extend(given.map(|promise| Fact::new("Đang hẹn trả", due(promise))));
    let promise = promise_if_answered(task.rules, task.now, dossier);
    facts.extend(promise.map(|promise| Fact::new("Hẹn trả nếu tính tiếp bây giờ", due(&promise))));
    vec![Part::facts(facts)]
}

pub(super) fn apologise_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let Some(promise) = &task.dossier().promise else {
        return Vec::new();
    };
    let today = task.now.today();
    let causes = LatenessCause::ALL
        .into_iter()
        .filter(|cause| cause.is_listed_on(today))
        .map(|cause| {
            let side = wording::lateness::side(cause.side());
            Choice::new(
                stored_name(&cause),
                format!("{} ({side})", wording::lateness::cause(cause)),
            )
        });
    let most = extension_max(&promise.limit);
    let proposed = task.dossier().proposed_extension(task.rules);
    let more = if form.has("them") {
        form.text("them").to_owned()
    } else {
        proposed.to_string()
    };
    let mut facts = vec![
        Fact::new("Đang hẹn trả", due(promise)),
        Fact::new("Thời hạn", promise.limit.show()),
    ];
    let new_day = promise_if_apologised(task.rules, task.now, task.dossier(), proposed);
    facts.extend(new_day.map(|promise| {
        let title = "Ngày hẹn lại đề nghị";
        Fact::new(
            title,
            format!("{}, thêm {proposed} ngày làm việc", due(&promise)),
        )
    }));
    let letter = paper_parts(task, "Số, ký hiệu của thư xin lỗi", "Ví dụ 12/PXL");
    let mut parts = vec![
        Part::facts(facts),
        Part::select(
            "nguyen-nhan",
            "Nguyên nhân",
            causes.collect(),
            form.text("nguyen-nhan"),
        ),
        Part::text(
            "ly-do",
            "Lý do, viết cho người nộp hiểu",
            form.text("ly-do"),
        ),
        Part::line("them", "Hẹn lại thêm", more)
            .hint(format!(
                "Từ 1 đến {most}, tính sau ngày đang hẹn, hoặc sau hôm nay nếu đã quá hạn"
            ))
            .figures("4")
            .suffix("ngày làm việc"),
    ];
    parts.extend(letter);
    parts
}

pub(super) fn apologise(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let cause = chosen::<LatenessCause>(task.form.text("nguyen-nhan"));
    if cause.is_none() {
        errors.add("nguyen-nhan", "Chọn nguyên nhân trễ hẹn");
    }
    let ask = "Nhập lý do để người nộp hiểu vì sao trễ";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    let extension = task.form.text("them").parse::<u16>().ok();
    if extension.is_none() {
        errors.add("them", "Nhập số ngày làm việc bằng chữ số, ví dụ 3");
    }
    let number = read_number(task, &mut errors);
    let dated_on = read_day(task, &mut errors);
    match (cause, extension, dated_on) {
        (Some(cause), Some(extension), Some(dated_on)) => {
            errors.or(Command::Apologise(ApologyToSend {
                cause,
                reason,
                number,
                dated_on,
                extension,
            }))
        }
        _ => Err(errors),
    }
}

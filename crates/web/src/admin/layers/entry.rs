//! One entry of a layer as typed: a closure, a day off, a day worked, or one to be withdrawn.

use domain::calendar::layers::{Closure, Decision, LayerContent};
use domain::calendar::sessions::DaySessions;
use domain::calendar::{CalendarDay, Certainty, DayKind};
use domain::vietnamese::clean;
use jiff::civil::Date;

use crate::admin::{Typed, typed};
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};

/// What may become of a day.
const KINDS: [(&str, &str); 4] = [
    (
        "dong-cua",
        "Đóng cửa cả ngày hoặc vài giờ (bão lũ, mất điện…)",
    ),
    ("nghi", "Ngày nghỉ"),
    ("lam", "Ngày làm việc (làm bù, làm thêm)"),
    ("bo", "Bỏ những gì lớp lịch này ghi cho ngày đó"),
];

/// The form as typed.
pub(super) struct TypedEntry {
    pub kind: String,
    pub day: TypedDate,
    pub hours: String,
    pub name: String,
    pub reason: String,
    pub number: String,
    pub signed: TypedDate,
}

/// An entry that was read.
pub(super) struct Entry {
    pub date: Date,
    pub reason: String,
    pub decision: Decision,
    becomes: Becomes,
}

enum Becomes {
    Shut(Closure),
    Entered(CalendarDay),
    Withdrawn,
}

impl TypedEntry {
    pub fn of(form: &Typed) -> Self {
        let text = |name: &str| clean(typed(form, name)).trim().to_owned();
        let day = |name: &str| {
            let part = |end: &str| typed(form, &format!("{name}_{end}")).to_owned();
            TypedDate::new(part("day"), part("month"), part("year"))
        };
        Self {
            kind: text("loai"),
            day: day("ngay"),
            hours: text("gio"),
            name: text("ten"),
            reason: text("ly-do"),
            number: text("so"),
            signed: day("ky"),
        }
    }

    /// What stands in the fields, for a form that only confirms.
    pub fn fields(&self) -> Vec<(String, String)> {
        let day = |name: &str, day: &TypedDate| {
            [
                (format!("{name}_day"), day.day.clone()),
                (format!("{name}_month"), day.month.clone()),
                (format!("{name}_year"), day.year.clone()),
            ]
        };
        let text = |name: &str, text: &String| (name.to_owned(), text.clone());
        let mut fields = vec![
            text("loai", &self.kind),
            text("gio", &self.hours),
            text("ten", &self.name),
            text("ly-do", &self.reason),
            text("so", &self.number),
        ];
        fields.extend(day("ngay", &self.day));
        fields.extend(day("ky", &self.signed));
        fields
    }

    pub fn kinds(&self) -> Vec<Choice> {
        let kinds = KINDS.map(|(value, text)| Choice::new(value, text));
        Choice::pick(kinds.into(), &self.kind)
    }

    pub fn read(&self) -> Result<Entry, FormErrors> {
        let mut errors = FormErrors::new();
        if !KINDS.iter().any(|(value, _)| *value == self.kind) {
            errors.add("loai", "Chọn một trong bốn việc");
        }
        let day = read_day(&self.day, "ngay", &mut errors);
        let hours = self.hours.parse::<DaySessions>();
        if hours.is_err() {
            errors.add("gio", "Ghi giờ theo thứ tự, ví dụ 07:30-11:30,13:00-17:00");
        }
        if self.name.is_empty() && self.kind != "bo" {
            errors.add(
                "ten",
                "Nhập tên ngày hoặc vì sao đóng cửa, để người dân đọc",
            );
        }
        if self.reason.is_empty() {
            errors.add("ly-do", "Nhập lý do thay đổi lịch");
        }
        if self.number.is_empty() {
            errors.add("so", "Nhập số, ký hiệu văn bản, ví dụ 12/QĐ-UBND");
        }
        let signed = read_day(&self.signed, "ky", &mut errors);
        let (Some(date), Some(on), Ok(hours), true) = (day, signed, hours, errors.is_empty())
        else {
            return Err(errors);
        };
        let decision = Decision {
            number: self.number.clone(),
            on,
        };
        Ok(Entry {
            date,
            reason: self.reason.clone(),
            becomes: self.becomes(date, hours, &decision),
            decision,
        })
    }

    fn becomes(&self, date: Date, hours: DaySessions, decision: &Decision) -> Becomes {
        let entered = |kind| {
            Becomes::Entered(CalendarDay {
                date,
                kind,
                name: self.name.clone(),
                certainty: Certainty::High,
                pair_date: None,
            })
        };
        match self.kind.as_str() {
            "nghi" => entered(DayKind::Holiday),
            "lam" => entered(DayKind::MakeUp),
            "dong-cua" => Becomes::Shut(Closure {
                date,
                hours: Some(hours).filter(|hours| !hours.is_empty()),
                reason: self.name.clone(),
                decision: decision.clone(),
            }),
            _ => Becomes::Withdrawn,
        }
    }
}

fn read_day(day: &TypedDate, field: &str, errors: &mut FormErrors) -> Option<Date> {
    match day.read() {
        Ok(ReadDate::Day(day)) => return Some(day),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add(field, "Nhập đủ ngày, tháng và năm");
        }
        Err(sentence) => errors.add(field, sentence),
    }
    None
}

impl Entry {
    /// What the layer says with this entry; none when there is nothing to withdraw.
    pub fn put_into(&self, before: &LayerContent) -> Option<LayerContent> {
        let mut content = before.clone();
        match &self.becomes {
            Becomes::Shut(closure) => content.closures.push(closure.clone()),
            Becomes::Entered(day) => {
                content.days.retain(|known| known.date != self.date);
                content.days.push(day.clone());
            }
            Becomes::Withdrawn => {
                content.days.retain(|known| known.date != self.date);
                content.closures.retain(|known| known.date != self.date);
            }
        }
        (content != *before).then_some(content)
    }
}

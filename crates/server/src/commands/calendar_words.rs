//! What is wrong with a calendar, in words: for all commands that read one.

use domain::calendar::CalendarFlaw;
use domain::calendar::csv_file::LineFlaw;
use domain::vietnamese::show::show_date;

/// What is wrong with a calendar as a whole.
pub(super) fn say_calendar_flaw(flaw: &CalendarFlaw) -> String {
    match flaw {
        CalendarFlaw::NothingWorked => {
            "Chưa có buổi làm việc nào. Ghi giờ làm việc, ví dụ 07:30-11:30,13:00-17:00".to_owned()
        }
        CalendarFlaw::Twice { date } => {
            format!(
                "Ngày {} có hai dòng trong lịch. Bỏ bớt một dòng",
                show_date(*date)
            )
        }
    }
}

/// What is wrong with one of its lines.
pub(super) fn say_line_flaw(flaw: &LineFlaw) -> String {
    match flaw {
        LineFlaw::ColumnMissing { column } => {
            format!("thiếu cột \"{column}\". Dòng đầu phải có date,kind,name,certainty")
        }
        LineFlaw::NoDays => "tệp lịch chưa có ngày nào".to_owned(),
        LineFlaw::NotCsv { detail } => format!("không đọc được theo dạng CSV ({detail})"),
        LineFlaw::NotADate { text } => {
            format!("\"{text}\" không phải ngày trong lịch. Ghi theo năm-tháng-ngày: 2026-09-02")
        }
        LineFlaw::UnknownKind { text } => {
            format!("chưa hiểu loại ngày \"{text}\". Dùng holiday, swap_off hoặc make_up")
        }
        LineFlaw::UnknownCertainty { text } => {
            format!("chưa hiểu độ chắc chắn \"{text}\". Dùng high, medium, low hoặc provisional")
        }
        LineFlaw::NameMissing => "thiếu tên ngày".to_owned(),
        LineFlaw::Twice { date, first_line } => {
            format!("ngày {} đã có ở dòng {first_line}", show_date(*date))
        }
    }
}

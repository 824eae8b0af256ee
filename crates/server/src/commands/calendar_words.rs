//! What is wrong with a calendar, in words: for all commands that read one.

use domain::calendar::csv_file::LineFlaw;
use domain::vietnamese::show::show_date;

/// What is wrong with a line of it.
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
        LineFlaw::NotHours { text } => {
            format!("\"{text}\" không phải giờ làm việc. Ghi theo thứ tự: 07:30-11:30,13:00-17:00")
        }
        LineFlaw::UnknownWeekday { text } => {
            format!("chưa hiểu thứ \"{text}\". Dùng monday, tuesday, … sunday")
        }
        LineFlaw::BackwardsPeriod => "ngày cuối (valid_to) phải sau ngày đầu (date)".to_owned(),
        LineFlaw::DecisionMissing => {
            "đóng cửa phải ghi số quyết định ở cột decision, ngày ký ở cột decision_on".to_owned()
        }
    }
}

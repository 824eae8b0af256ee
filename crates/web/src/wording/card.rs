//! What is said of a scanned code.

use domain::people::identity::{CardDoubt, CardReading, Contradiction};
use domain::vietnamese::clean;

/// How many characters of a strange code are shown.
const SHOWN_MAX: usize = 60;

/// Why only the number is believed; empty when everything is.
pub fn doubt(reading: &CardReading) -> String {
    let CardReading::Doubtful { why, .. } = reading else {
        return String::new();
    };
    let because = match why {
        CardDoubt::Contradicts(Contradiction::BirthYear { in_id, declared }) => {
            format!("số cho biết năm sinh {in_id} nhưng thẻ ghi {declared}")
        }
        CardDoubt::Contradicts(Contradiction::Sex { .. }) => {
            "số cho biết giới tính khác với thẻ ghi".to_owned()
        }
        CardDoubt::LettersDamaged => "bộ gõ tiếng Việt đã làm sai chữ".to_owned(),
        CardDoubt::Unreadable => "có mục không đọc được".to_owned(),
    };
    format!(
        "Đọc được số, chưa tin tên: {because}. So với thẻ rồi nhập, hoặc tắt bộ gõ và quét lại."
    )
}

/// What is said of a code that is none of ours.
pub fn unknown(scan: &str) -> String {
    let scan = clean(scan);
    let beginning: String = scan.trim().chars().take(SHOWN_MAX).collect();
    let more = if beginning.len() < scan.trim().len() {
        "…"
    } else {
        ""
    };
    format!(
        "Mã vừa quét chưa nhận ra: \"{beginning}{more}\". Thử quét lại khi bộ gõ tiếng Việt đang tắt"
    )
}

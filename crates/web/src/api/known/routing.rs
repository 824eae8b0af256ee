//! What the rules on who has a dossier may answer: pulled back, away.

use super::Known;
use super::kinds::refusal;

/// Refusals about who has a dossier.
pub(super) const ROUTING: &[Known] = &[
    refusal(
        "nothing-to-pull-back",
        "Không còn gì để rút lại",
        "Hồ sơ chưa chuyển đi, hoặc người nhận đã bắt đầu làm. Người nhận gọi \"send-back\".",
    ),
    refusal(
        "passed-on-by-another",
        "Người khác đã chuyển hồ sơ",
        "Chỉ người chuyển, hoặc người làm thay họ, rút lại được.",
    ),
    refusal(
        "officer-away",
        "Cán bộ đang nghỉ",
        "Giao cho cán bộ khác đang làm việc.",
    ),
    refusal(
        "nothing-to-route",
        "Người giữ hồ sơ đang làm việc",
        "Không phải chuyển hồ sơ khỏi hộp của người này.",
    ),
];

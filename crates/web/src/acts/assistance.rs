//! Help with the form, as the desk writes it down: that there was help, how the applicant agreed,
//! and that what was typed was read back.

use domain::dossier::assistance::{Assistance, Consent};

use crate::acts::part::Part;
use crate::acts::{choices, chosen};
use crate::form::{Choice, FormErrors};
use crate::incoming::Incoming;
use crate::wording;

/// What the names of all fields of this section begin with.
pub const SECTION: &str = "giup";

const HELPED: &str = SECTION;
const CONSENT: &str = "giup-dong-y";
const READ_BACK: &str = "giup-doc-lai";

/// The fields. Nothing is chosen beforehand: silence is no consent.
pub fn parts(form: &Incoming) -> Vec<Part> {
    let mut ways = vec![Choice::new("", "Chưa chọn")];
    ways.extend(choices(&Consent::ALL, wording::ground::consent));
    let consent = Part::select(
        CONSENT,
        "Người nộp đồng ý bằng cách",
        ways,
        form.text(CONSENT),
    );
    vec![
        Part::tick(HELPED, "Cán bộ nhập giúp người nộp", form),
        consent.hint("Giấy lưu tại quầy; người làm chứng không phải là cán bộ nhập giúp"),
        Part::tick(
            READ_BACK,
            "Đã đọc lại nội dung vừa nhập cho người nộp nghe, người nộp xác nhận đúng",
            form,
        ),
    ]
}

/// Reads the section; none when all of it was left empty.
///
/// # Errors
///
/// One sentence a field.
pub fn read(form: &Incoming) -> Result<Option<Assistance>, FormErrors> {
    let fields = [HELPED, CONSENT, READ_BACK];
    if fields.iter().all(|field| form.text(field).is_empty()) {
        return Ok(None);
    }
    let mut errors = FormErrors::new();
    if !form.is_ticked(HELPED) {
        errors.add(
            HELPED,
            "Đánh dấu \"Cán bộ nhập giúp\" nếu có hỗ trợ; nếu không thì bỏ trống cả mục này",
        );
    }
    let consent: Option<Consent> = chosen(form.text(CONSENT));
    if consent.is_none() {
        errors.add(CONSENT, "Chọn người nộp đã đồng ý bằng cách nào");
    }
    let read_back = form.is_ticked(READ_BACK);
    if !read_back {
        errors.add(
            READ_BACK,
            "Đọc lại nội dung đã nhập cho người nộp nghe rồi đánh dấu ô này",
        );
    }
    let Some(consent) = consent else {
        return Err(errors);
    };
    errors.or(Some(Assistance { consent, read_back }))
}

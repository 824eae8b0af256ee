//! The applicant and the representative in a form.

use domain::people::identity::{PersonName, PersonalId, Phone};
use domain::people::{ApplicantKind, Representative};

use crate::acts::part::{Part, typed_day};
use crate::applicant::TypedApplicant;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::incoming::Incoming;
use crate::wording;

/// The fields of an applicant; `kinds` are those the procedure is for.
pub fn applicant_parts(
    form: &Incoming,
    kinds: &[ApplicantKind],
    usual: &TypedApplicant,
) -> Vec<Part> {
    let typed = typed_applicant(form, usual);
    let mut parts = Vec::new();
    if kinds.len() > 1 {
        let kinds = kinds
            .iter()
            .map(|kind| Choice::new(kind_name(*kind), wording::people::applicant(*kind)))
            .collect();
        parts.push(Part::one_of("kind", "Người nộp là", kinds, &typed.kind));
    }
    let for_organisations = kinds == [ApplicantKind::Organisation];
    let (name, identity) = if for_organisations {
        ("Tên tổ chức", "Mã số thuế")
    } else if kinds.len() > 1 {
        ("Họ tên, hoặc tên tổ chức", "Số định danh, hoặc mã số thuế")
    } else {
        ("Họ, chữ đệm và tên", "Số định danh")
    };
    let mut identity = Part::line("identity", identity, typed.identity)
        .hint("12 chữ số in trên thẻ căn cước; để trống nếu chưa có");
    identity.mode = "numeric";
    identity.width = "20";
    parts.push(Part::line("name", name, typed.name));
    parts.push(identity);
    if !for_organisations {
        let birth = TypedDate::new(typed.birth_day, typed.birth_month, typed.birth_year);
        let birth = typed_day(form, "birth", birth);
        parts.push(
            Part::day("birth", "Ngày sinh", birth)
                .hint("Nếu chỉ nhớ năm sinh, để trống ngày và tháng"),
        );
        let sexes = vec![
            Choice::new("", "Không ghi"),
            Choice::new("female", "Nữ"),
            Choice::new("male", "Nam"),
        ];
        parts.push(Part::select("sex", "Giới tính", sexes, &typed.sex));
    }
    let mut phone = Part::line("phone", "Số điện thoại", typed.phone);
    phone.mode = "tel";
    phone.width = "20";
    parts.push(phone.hint("Để trống nếu không có điện thoại"));
    parts.push(Part::line("address", "Nơi ở", typed.address));
    let mut email = Part::line("email", "Thư điện tử (nếu có)", typed.email);
    email.mode = "email";
    parts.push(email);
    parts
}

fn kind_name(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Person => "person",
        ApplicantKind::Organisation => "organisation",
    }
}

/// What was typed about the applicant, or what stands there before anybody types.
pub fn typed_applicant(form: &Incoming, usual: &TypedApplicant) -> TypedApplicant {
    let text = |field: &str, usual: &str| form.text_or(field, usual).to_owned();
    TypedApplicant {
        kind: text("kind", &usual.kind),
        name: text("name", &usual.name),
        identity: text("identity", &usual.identity),
        birth_day: text("birth_day", &usual.birth_day),
        birth_month: text("birth_month", &usual.birth_month),
        birth_year: text("birth_year", &usual.birth_year),
        sex: text("sex", &usual.sex),
        phone: text("phone", &usual.phone),
        email: text("email", &usual.email),
        address: text("address", &usual.address),
    }
}

/// The kind that stands there before anybody chooses.
pub fn usual_applicant(kinds: &[ApplicantKind]) -> TypedApplicant {
    let kind = kinds.first().copied().unwrap_or(ApplicantKind::Person);
    TypedApplicant {
        kind: kind_name(kind).to_owned(),
        ..TypedApplicant::default()
    }
}

/// The fields of a representative.
pub fn representative_parts(form: &Incoming) -> Vec<Part> {
    let mut identity = Part::line(
        "dd-id",
        "Số định danh của người nộp thay",
        form.text("dd-id"),
    );
    identity.mode = "numeric";
    identity.width = "20";
    let mut phone = Part::line(
        "dd-phone",
        "Điện thoại của người nộp thay",
        form.text("dd-phone"),
    );
    phone.mode = "tel";
    phone.width = "20";
    vec![
        Part::line("dd-name", "Họ tên người nộp thay", form.text("dd-name")),
        identity,
        phone,
        Part::line(
            "dd-giay",
            "Giấy ủy quyền hoặc quan hệ",
            form.text("dd-giay"),
        )
        .hint("Ví dụ: giấy ủy quyền ngày 01/11/2026; con ruột"),
    ]
}

/// Reads the representative; none when every field is empty.
///
/// # Errors
///
/// One sentence a field.
pub fn read_representative(form: &Incoming) -> Result<Option<Representative>, FormErrors> {
    let fields = ["dd-name", "dd-id", "dd-phone", "dd-giay"];
    if fields.iter().all(|field| form.text(field).is_empty()) {
        return Ok(None);
    }
    let mut errors = FormErrors::new();
    let name = form.text("dd-name").parse::<PersonName>();
    let name = name.map(|name| name.show()).unwrap_or_else(|why| {
        errors.add("dd-name", wording::field::name(&why));
        String::new()
    });
    let identity = form.text("dd-id").parse::<PersonalId>();
    let identity = identity
        .map(|id| id.as_str().to_owned())
        .unwrap_or_else(|why| {
            errors.add("dd-id", wording::field::personal_id(&why));
            String::new()
        });
    let phone = match form.text("dd-phone") {
        "" => None,
        text => match text.parse::<Phone>() {
            Ok(phone) => Some(phone.as_str().to_owned()),
            Err(why) => {
                errors.add("dd-phone", wording::field::phone(&why));
                None
            }
        },
    };
    let authority = domain::vietnamese::clean(form.text("dd-giay"))
        .trim()
        .to_owned();
    if authority.is_empty() || authority.chars().count() > 300 {
        errors.add(
            "dd-giay",
            "Ghi giấy ủy quyền hoặc quan hệ với người nộp, tối đa 300 ký tự",
        );
    }
    errors.or(Some(Representative {
        name,
        identity,
        phone,
        authority,
    }))
}

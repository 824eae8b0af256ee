//! Roles, kinds of applicant, levels.

use domain::people::agency::Level;
use domain::people::{ApplicantKind, Role};

use crate::language::Language;

/// What a role is called.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::DeskOfficer => "Cán bộ một cửa",
        Role::CaseOfficer => "Cán bộ thụ lý",
        Role::Leader => "Lãnh đạo, người ký",
        Role::RecordsClerk => "Văn thư",
        Role::Cashier => "Thu phí",
        Role::Administrator => "Quản trị",
    }
}

/// Who applies.
pub fn applicant(kind: ApplicantKind) -> &'static str {
    applicant_in(kind, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn applicant_in(kind: ApplicantKind, language: Language) -> &'static str {
    match kind {
        ApplicantKind::Person => language.say("Cá nhân", "Persons"),
        ApplicantKind::Organisation => language.say(
            "Tổ chức, doanh nghiệp, hộ kinh doanh",
            "Organisations, enterprises, business households",
        ),
    }
}

/// Level of government.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Province => "Cấp tỉnh",
        Level::District => "Cấp huyện",
        Level::Commune => "Cấp xã",
    }
}

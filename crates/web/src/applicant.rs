//! The applicant's facts as typed, read once: the same for citizens, the desk and the API.

use domain::people::identity::{BirthDate, Email, PersonName, PersonalId, Phone, Sex, TaxCode};
use domain::people::{Applicant, ApplicantKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::FormErrors;
use crate::language::Language;
use crate::wording::field;

/// What was typed about the applicant. Every field is kept as typed, so that nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TypedApplicant {
    /// `person` or `organisation`.
    pub kind: String,
    /// Full name.
    pub name: String,
    /// 12-digit personal number, or a tax code.
    pub identity: String,
    /// Date of birth, day.
    pub birth_day: String,
    /// Date of birth, month.
    pub birth_month: String,
    /// Date of birth, year; alone when only the year is known.
    pub birth_year: String,
    /// `male`, `female`, or empty.
    pub sex: String,
    /// Phone; empty for none.
    pub phone: String,
    /// E-mail; empty for none.
    pub email: String,
    /// Address in one line.
    pub address: String,
}

/// Longest address, in characters.
const ADDRESS_MAX: usize = 300;

impl TypedApplicant {
    /// Whether an organisation applies; everything else that was sent is a person.
    pub fn is_organisation(&self) -> bool {
        self.kind == "organisation"
    }

    /// Reads the applicant, or says beside which field what is to be mended. `prefix` stands before
    /// the field names in the errors, such as `applicant.` in the API.
    ///
    /// # Errors
    ///
    /// One sentence a field, in Vietnamese.
    pub fn read(&self, today: Date, prefix: &str) -> Result<Applicant, FormErrors> {
        self.read_with(today, prefix, Language::Vietnamese)
    }

    /// The same for a citizen's page.
    ///
    /// # Errors
    ///
    /// One sentence a field, in this language.
    pub fn read_in(&self, today: Date, language: Language) -> Result<Applicant, FormErrors> {
        self.read_with(today, "", language)
    }

    fn read_with(
        &self,
        today: Date,
        prefix: &str,
        language: Language,
    ) -> Result<Applicant, FormErrors> {
        let mut errors = FormErrors::new();
        let mut wrong =
            |name: &str, sentence: String| errors.add(format!("{prefix}{name}"), sentence);
        let kind = match self.kind.as_str() {
            "organisation" => ApplicantKind::Organisation,
            _ => ApplicantKind::Person,
        };
        let name = match kind {
            ApplicantKind::Person => match self.name.parse::<PersonName>() {
                Ok(name) => name.show(),
                Err(why) => {
                    wrong("name", field::name_in(&why, language));
                    String::new()
                }
            },
            ApplicantKind::Organisation => {
                let name = domain::vietnamese::clean(&self.name).trim().to_owned();
                if name.is_empty() || name.chars().count() > 200 {
                    let said = language.say(
                        "Nhập tên tổ chức như trong giấy đăng ký",
                        "Enter the name as in the registration of the organisation",
                    );
                    wrong("name", said.to_owned());
                }
                name
            }
        };
        let birth = self.read_birth(today, language);
        let sex = match self.sex.as_str() {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            _ => None,
        };
        let known_birth = birth.as_ref().ok().and_then(Option::as_ref);
        let identity = self
            .read_identity(kind, known_birth, sex, language)
            .unwrap_or_else(|sentence| {
                wrong("identity", sentence);
                None
            });
        // Asked after the number, so it is said after it too.
        let birth = birth.unwrap_or_else(|sentence| {
            wrong("birth", sentence);
            None
        });
        let phone = read_optional(&self.phone, |text| {
            text.parse::<Phone>()
                .map(|p| p.as_str().to_owned())
                .map_err(|why| field::phone_in(&why, language))
        })
        .unwrap_or_else(|sentence| {
            wrong("phone", sentence);
            None
        });
        let email = read_optional(&self.email, |text| {
            text.parse::<Email>()
                .map(|e| e.as_str().to_owned())
                .map_err(|why| field::email_in(&why, language))
        })
        .unwrap_or_else(|sentence| {
            wrong("email", sentence);
            None
        });
        let address = domain::vietnamese::clean(&self.address).trim().to_owned();
        if address.is_empty() {
            let place = match kind {
                ApplicantKind::Person => language.say("nơi ở", "the home address"),
                ApplicantKind::Organisation => {
                    language.say("địa chỉ trụ sở", "the address of the head office")
                }
            };
            wrong("address", no_address(place, language));
        } else if address.chars().count() > ADDRESS_MAX {
            wrong("address", long_address(language));
        }
        errors.or(Applicant {
            kind,
            name,
            identity,
            birth: birth.map(birth_text),
            sex,
            phone,
            email,
            address,
        })
    }

    fn read_birth(&self, today: Date, language: Language) -> Result<Option<BirthDate>, String> {
        let (day, month, year) = (&self.birth_day, &self.birth_month, &self.birth_year);
        if [day, month, year].iter().all(|part| part.trim().is_empty()) {
            return Ok(None);
        }
        BirthDate::parse(day, month, year, today)
            .map(Some)
            .map_err(|why| field::birth_in(&why, language))
    }

    fn read_identity(
        &self,
        kind: ApplicantKind,
        birth: Option<&BirthDate>,
        sex: Option<Sex>,
        language: Language,
    ) -> Result<Option<String>, String> {
        let text = self.identity.trim();
        if text.is_empty() {
            // Some people have no number yet; the desk knows them by other papers.
            return Ok(None);
        }
        match kind {
            ApplicantKind::Organisation => text
                .parse::<TaxCode>()
                .map(|code| Some(code.as_str().to_owned()))
                .map_err(|why| field::tax_code_in(&why, language)),
            ApplicantKind::Person => {
                let id: PersonalId = text
                    .parse()
                    .map_err(|why| field::personal_id_in(&why, language))?;
                match birth.and_then(|birth| id.contradicts(birth, sex)) {
                    Some(why) => Err(field::contradiction_in(&why, language)),
                    None => Ok(Some(id.as_str().to_owned())),
                }
            }
        }
    }

    /// An applicant as they would have been typed: to show a form again, or to correct.
    pub fn of(applicant: &Applicant) -> Self {
        let birth = applicant.birth.clone().unwrap_or_default();
        let mut parts = birth.split('-');
        let year = parts.next().unwrap_or_default().to_owned();
        let month = parts.next().unwrap_or_default().to_owned();
        let day = parts.next().unwrap_or_default().to_owned();
        Self {
            kind: match applicant.kind {
                ApplicantKind::Person => "person".to_owned(),
                ApplicantKind::Organisation => "organisation".to_owned(),
            },
            name: applicant.name.clone(),
            identity: applicant.identity.clone().unwrap_or_default(),
            birth_day: day,
            birth_month: month,
            birth_year: year,
            sex: match applicant.sex {
                Some(Sex::Male) => "male".to_owned(),
                Some(Sex::Female) => "female".to_owned(),
                None => String::new(),
            },
            phone: applicant.phone.clone().unwrap_or_default(),
            email: applicant.email.clone().unwrap_or_default(),
            address: applicant.address.clone(),
        }
    }
}

fn no_address(place: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("Nhập {place}: số nhà hoặc thôn, bản, tổ; xã, phường; tỉnh")
        }
        Language::English => {
            format!("Enter {place}: house number or village; commune or ward; province")
        }
    }
}

fn long_address(language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Địa chỉ dài nhất {ADDRESS_MAX} ký tự. Viết gọn lại"),
        Language::English => {
            format!("An address has at most {ADDRESS_MAX} characters. Make it shorter")
        }
    }
}

fn birth_text(birth: BirthDate) -> String {
    match birth {
        BirthDate::Full(day) => day.to_string(),
        BirthDate::YearOnly(year) => year.to_string(),
    }
}

fn read_optional<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let text = text.trim();
    if text.is_empty() {
        Ok(None)
    } else {
        read(text).map(Some)
    }
}

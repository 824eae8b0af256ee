//! An application as an officer types it at the desk: people, papers, declaration, in one form.

use domain::dossier::command::Application;
use domain::dossier::{Now, ReturnVia};
use domain::people::Applicant;
use domain::people::agency::AgencyId;

use domain::people::identity::Sex;
use domain::procedure::declaration::{Answers, DeclarationForm, Prefill};
use domain::procedure::{Case, Channel, Procedure};

use crate::acts::{assistance, chosen, declaration, papers, people};
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::{fresh, show};

/// The cases that can be handed in at a desk or come by post.
pub fn open_cases(procedure: &Procedure) -> Vec<&Case> {
    procedure
        .cases
        .iter()
        .filter(|case| !open_channels(case).is_empty())
        .collect()
}

/// The ways in which a case can come to a desk.
pub fn open_channels(case: &Case) -> Vec<Channel> {
    [Channel::Desk, Channel::Post]
        .into_iter()
        .filter(|channel| case.terms_for(*channel).is_some())
        .collect()
}

/// Reads the whole form, or everything that is to be mended in it.
///
/// # Errors
///
/// One sentence a field.
pub fn read(
    (procedure, case): (&Procedure, &Case),
    desk: &AgencyId,
    form: &Incoming,
    now: Now,
) -> Result<Application, FormErrors> {
    let mut errors = FormErrors::new();
    let usual = people::usual_applicant(&procedure.applicants);
    let typed = people::typed_applicant(form, &usual);
    let applicant = keep(&mut errors, typed.read(now.today(), ""));
    let representative = keep(&mut errors, people::read_representative(form)).flatten();
    let assisted = keep(&mut errors, assistance::read(form)).flatten();
    let papers = keep(&mut errors, papers::read(case, form)).unwrap_or_default();
    let mut answers = Answers::new();
    if let Some(design) = &procedure.declaration {
        let typed = declaration::read(design, form, now.today());
        answers = keep(&mut errors, typed).unwrap_or_default();
        if let Some(applicant) = &applicant {
            prefill(design, &mut answers, applicant, now);
        }
    }
    let return_via: Option<ReturnVia> = chosen(form.text("noi-nhan"));
    if return_via.is_none() {
        errors.add("noi-nhan", "Chọn nơi nhận kết quả");
    }
    let channels = open_channels(case);
    let channel = match channels.as_slice() {
        [only] => Some(*only),
        _ => chosen(form.text("kenh")).filter(|channel| channels.contains(channel)),
    };
    if channel.is_none() {
        errors.add("kenh", "Chọn hồ sơ đến bằng cách nào");
    }
    let (Some(applicant), Some(return_via), Some(channel)) = (applicant, return_via, channel)
    else {
        return Err(errors);
    };
    errors.or(Application {
        procedure: procedure.code.clone(),
        case: case.key.clone(),
        desk: desk.clone(),
        channel,
        applicant: fresh::personal(applicant),
        representative: representative.map(fresh::personal),
        answers: fresh::personal(answers),
        papers,
        return_via,
        assisted,
        part_of: None,
        secret: fresh::personal(fresh::secret()),
    })
}

/// The value, or its errors put with the others.
fn keep<T>(errors: &mut FormErrors, read: Result<T, FormErrors>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(wrong) => {
            for error in &wrong {
                errors.add(error.field.clone(), error.sentence.clone());
            }
            None
        }
    }
}

/// Nobody types again what stands above in the same form.
fn prefill(design: &DeclarationForm, answers: &mut Answers, applicant: &Applicant, now: Now) {
    for field in &design.fields {
        if answers.contains_key(&field.key) {
            continue;
        }
        let known = match field.prefill {
            Prefill::Nothing => None,
            Prefill::ApplicantName => Some(applicant.name.clone()),
            Prefill::ApplicantIdentity => applicant.identity.clone(),
            Prefill::ApplicantBirth => applicant.birth.as_ref().map(|birth| {
                let day: Option<jiff::civil::Date> = birth.parse().ok();
                day.map_or_else(|| birth.clone(), show::date)
            }),
            Prefill::ApplicantSex => applicant.sex.map(|sex| match sex {
                Sex::Male => "Nam".to_owned(),
                Sex::Female => "Nữ".to_owned(),
            }),
            Prefill::ApplicantAddress => Some(applicant.address.clone()),
            Prefill::ApplicantPhone => applicant.phone.clone(),
            Prefill::Today => Some(show::date(now.today())),
        };
        let fits = |text: &String| field.kind.read(text, now.today()).is_ok();
        if let Some(text) = known.filter(fits) {
            answers.insert(field.key.clone(), text);
        }
    }
}

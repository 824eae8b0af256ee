//! What happened in a consultation, as the history tells it.

use domain::dossier::consultation::Whom;
use domain::dossier::consultation::event::{ConsultationEvent, OpinionsAsked};
use domain::people::OfficialId;

use super::outside_name;
use crate::acts::story::Teller;
use crate::{show, wording};

impl Teller<'_> {
    /// What happened in a consultation, in a sentence more.
    pub(in crate::acts) fn consulted(&self, event: &ConsultationEvent) -> String {
        match event {
            ConsultationEvent::Asked(asked) => self.asked(asked),
            ConsultationEvent::HandedOn {
                opinion,
                to,
                reason,
            } => {
                let to = self.names.get(&to.0).cloned().unwrap_or_default();
                let why = reason.as_ref().map(|row| self.text(row));
                let why = why.map_or(String::new(), |why| format!(" · {why}"));
                format!("{} · {to}{why}", self.whom(*opinion))
            }
            ConsultationEvent::Answered(answer) => {
                let stances = answer.replies.iter().map(|reply| {
                    let stance = wording::consultation::stance(reply.stance);
                    format!("câu {}: {stance}", reply.question)
                });
                let stances: Vec<String> = stances.collect();
                let instead = self.instead(answer.instead_of);
                let whom = self.whom(answer.opinion);
                format!("{whom} · {}{instead}", stances.join("; "))
            }
            ConsultationEvent::Bounced {
                opinion,
                reason,
                due,
            } => {
                let (whom, why) = (self.whom(*opinion), self.text(reason));
                format!(
                    "{whom} · trả lời lại trước {}. {why}",
                    show::date_time(*due)
                )
            }
            ConsultationEvent::Escalated {
                opinion,
                silence_at,
            } => {
                let until = show::date_time(*silence_at);
                format!(
                    "{} · ghi nhận không trả lời sau {until}",
                    self.whom(*opinion)
                )
            }
            ConsultationEvent::SilenceRecorded { opinion, .. } => self.whom(*opinion),
            ConsultationEvent::Ended(ended) => {
                let how = wording::consultation::ended(ended.how);
                match &ended.reason {
                    Some(reason) => format!("{how}. {}", self.text(reason)),
                    None => how.to_owned(),
                }
            }
        }
    }

    fn asked(&self, asked: &OpinionsAsked) -> String {
        let each = asked.opinions.iter().map(|one| {
            let due = show::date_time(one.due);
            format!("{} (trả lời trước {due})", self.whom(one.opinion))
        });
        let each: Vec<String> = each.collect();
        each.join("; ")
    }

    /// For whom a stand-in answered; empty where nobody did.
    pub(crate) fn instead(&self, absent: Option<OfficialId>) -> String {
        absent.map_or(String::new(), |absent| {
            let name = self.names.get(&absent.0).cloned();
            format!(
                " · làm thay {}",
                name.unwrap_or_else(|| "cán bộ đang vắng".to_owned())
            )
        })
    }

    /// Who was asked, by the number of the opinion.
    fn whom(&self, number: u16) -> String {
        let found = self.loaded.dossier.opinion(number);
        match found.map(|(_, opinion)| &opinion.whom) {
            Some(Whom::Unit(unit)) => crate::officials::unit_name(self.rules, unit),
            Some(Whom::Outside(name)) => outside_name(self.loaded, name.id),
            None => String::new(),
        }
    }
}

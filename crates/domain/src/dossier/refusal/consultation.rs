//! Why nothing is asked, answered, returned or concluded.

/// Why a command about opinions was refused, or one that waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsultationRefusal {
    /// Nobody is asked.
    NobodyAsked,
    /// No question, or one without words.
    QuestionMissing,
    /// More questions, or more who are asked, than one consultation holds.
    TooMuchAsked {
        /// The most of each.
        most: u16,
    },
    /// The consultation, or what this unit was asked, has no question of this number.
    QuestionUnknown {
        /// The number.
        question: u16,
    },
    /// The same question twice.
    QuestionTwice {
        /// The number.
        question: u16,
    },
    /// No such unit today.
    UnitUnknown,
    /// A unit is not asked for its own opinion.
    AsksItself,
    /// The unit is asked twice, or has not answered what it was asked before.
    AskedAlready,
    /// Somebody outside has no name.
    NameMissing,
    /// Too little or too much time to answer.
    TimeOutOfRange {
        /// The most, in working minutes.
        most: u32,
    },
    /// Somebody is still to answer: the lead waits, or concludes with a reason.
    OpinionsAwaited,
    /// No such opinion.
    OpinionUnknown,
    /// No such consultation.
    ConsultationUnknown {
        /// The number.
        consultation: u16,
    },
    /// It was answered already.
    AnsweredAlready,
    /// Nobody waits for it any more.
    ConsultationOver,
    /// A question is without an answer in words.
    ReplyMissing {
        /// The number.
        question: u16,
    },
    /// The answer is wanted as a letter, with number and date.
    LetterMissing,
    /// There is no answer to return.
    NothingToReturn,
    /// An answer was returned before; the next one is taken as it is.
    ReturnedAlready,
    /// It is not yet time, or it was done before.
    NotYetSilent,
}

impl ConsultationRefusal {
    /// The name in addresses of problems, such as `opinions-awaited`.
    pub fn kebab(self) -> &'static str {
        match self {
            Self::NobodyAsked => "nobody-asked",
            Self::QuestionMissing => "question-missing",
            Self::TooMuchAsked { .. } => "too-much-asked",
            Self::QuestionUnknown { .. } => "question-unknown",
            Self::QuestionTwice { .. } => "question-twice",
            Self::UnitUnknown => "unit-unknown",
            Self::AsksItself => "asks-itself",
            Self::AskedAlready => "asked-already",
            Self::NameMissing => "name-missing",
            Self::TimeOutOfRange { .. } => "time-out-of-range",
            Self::OpinionsAwaited => "opinions-awaited",
            Self::OpinionUnknown => "opinion-unknown",
            Self::ConsultationUnknown { .. } => "consultation-unknown",
            Self::AnsweredAlready => "answered-already",
            Self::ConsultationOver => "consultation-over",
            Self::ReplyMissing { .. } => "reply-missing",
            Self::LetterMissing => "letter-missing",
            Self::NothingToReturn => "nothing-to-return",
            Self::ReturnedAlready => "returned-already",
            Self::NotYetSilent => "not-yet-silent",
        }
    }
}

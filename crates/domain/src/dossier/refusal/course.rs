//! Why a dossier does not go on along its process.

/// Why a command was refused by the process that a dossier goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourseRefusal {
    /// The dossier goes by the line of its procedure: no process was published for it.
    NoProcess,
    /// The step in which this is done is not open.
    StepNotOpen,
    /// This is the step of whoever has the dossier, which is not done as one beside it.
    MainStep,
    /// The step cannot turn out so.
    NotAWay,
    /// This leads back, and it was gone through again as often as it may be.
    BackTooOften,
    /// Others are waited for before it goes on.
    BranchOpen,
    /// The step can turn out in several such ways: it has to be said in which.
    ResultNotSaid,
    /// A fact that the process asks for cannot be told from the dossier.
    FactUnknown {
        /// The fact.
        fact: String,
    },
    /// Its time is not over yet.
    NotOverYet,
}

impl CourseRefusal {
    /// The name in addresses of problems.
    pub fn kebab(&self) -> &'static str {
        match self {
            Self::NoProcess => "no-process",
            Self::StepNotOpen => "step-not-open",
            Self::MainStep => "main-step",
            Self::NotAWay => "not-a-way",
            Self::BackTooOften => "back-too-often",
            Self::BranchOpen => "branch-open",
            Self::ResultNotSaid => "result-not-said",
            Self::FactUnknown { .. } => "fact-unknown",
            Self::NotOverYet => "not-over-yet",
        }
    }
}

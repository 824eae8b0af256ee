//! Who signs for whom: entered with a paper, held to the rules, printed as the law has it.

use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::people::Official;
use domain::people::Role::{CaseOfficer, Leader};
use domain::people::delegation::check::{Around, DelegationRefusal, check};
use domain::people::delegation::{Capacity, Delegation};
use jiff::civil::date;
use uuid::Uuid;

use crate::given::Play;
use crate::given::hand::decline;
use crate::given::people::{official, the};
use crate::given::province::{LICENCE, REGISTER, code, rulebook, unit};

/// The chair's deputy: a second leader of the committee.
fn deputy() -> Official {
    Official {
        roles: [Leader].into(),
        ..official("commune examiner")
    }
}

/// The chair has the deputy sign for them, for the year.
fn for_head() -> Delegation {
    Delegation {
        id: Uuid::from_u128(0xB002),
        unit: unit("03001"),
        principal: official("chair").id,
        principal_post: "Chủ tịch".to_owned(),
        delegate: deputy().id,
        delegate_post: "Phó Chủ tịch".to_owned(),
        capacity: Capacity::ForHead,
        procedures: Vec::new(),
        from: date(2026, 3, 2),
        until: Some(date(2026, 12, 31)),
        number: "12/QĐ-UBND".to_owned(),
        dated_on: date(2026, 2, 27),
    }
}

/// The head of the division signs by authority.
fn by_authority() -> Delegation {
    Delegation {
        id: Uuid::from_u128(0xB003),
        delegate: official("division head").id,
        delegate_post: "Trưởng phòng Văn hóa - Xã hội".to_owned(),
        capacity: Capacity::ByAuthority,
        ..for_head()
    }
}

fn checked(new: &Delegation, known: &[Delegation]) -> Result<(), DelegationRefusal> {
    let everybody: Vec<Official> = crate::given::people::all()
        .into_iter()
        .filter(|one| one.id != deputy().id)
        .chain([deputy()])
        .collect();
    let find = |id| everybody.iter().find(|one| one.id == id);
    let around = Around {
        rules: rulebook(),
        today: date(2026, 3, 2),
        principal: find(new.principal),
        delegate: find(new.delegate),
        known,
    };
    check(new, around)
}

#[test]
fn a_deputy_signs_for_the_head_and_heads_below_by_order_or_authority() {
    assert_eq!(checked(&for_head(), &[]), Ok(()));
    assert_eq!(checked(&by_authority(), &[for_head()]), Ok(()));
    let by_order = Delegation {
        capacity: Capacity::ByOrder,
        until: None,
        ..by_authority()
    };
    assert_eq!(checked(&by_order, &[]), Ok(()));
    let acting = Delegation {
        capacity: Capacity::Acting,
        ..for_head()
    };
    assert_eq!(checked(&acting, &[]), Ok(()));
}

#[test]
fn each_thing_that_is_missing_in_the_paper_has_its_own_answer() {
    type Change = fn(&mut Delegation);
    let cases: [(Change, DelegationRefusal); 9] = [
        (
            |new| new.unit = unit("02999"),
            DelegationRefusal::UnknownUnit,
        ),
        (
            |new| new.principal_post = " ".to_owned(),
            DelegationRefusal::PostMissing,
        ),
        (
            |new| new.delegate_post = "Phó ".repeat(30),
            DelegationRefusal::PostMissing,
        ),
        (
            |new| new.procedures = vec![code("9.999999")],
            DelegationRefusal::UnknownProcedure {
                procedure: code("9.999999"),
            },
        ),
        (|new| new.number.clear(), DelegationRefusal::NumberMissing),
        (
            |new| new.dated_on = date(2026, 3, 3),
            DelegationRefusal::DatedAfterItBegins,
        ),
        (
            |new| new.until = Some(date(2026, 3, 1)),
            DelegationRefusal::EndsBeforeItBegins,
        ),
        (
            |new| {
                new.from = date(2026, 1, 1);
                new.dated_on = date(2026, 1, 1);
                new.until = Some(date(2026, 2, 1));
            },
            DelegationRefusal::OverAlready,
        ),
        (
            |new| {
                new.capacity = Capacity::Acting;
                new.until = None;
            },
            DelegationRefusal::EndMissing,
        ),
    ];
    for (change, refusal) in cases {
        let mut new = for_head();
        change(&mut new);
        if refusal == DelegationRefusal::OverAlready {
            new.from = date(2026, 1, 1);
        }
        assert_eq!(checked(&new, &[]), Err(refusal));
    }
    let endless = Delegation {
        until: None,
        ..by_authority()
    };
    assert_eq!(checked(&endless, &[]), Err(DelegationRefusal::EndMissing));
}

#[test]
fn nobody_delegates_what_they_have_not_or_to_whom_it_cannot_go() {
    type Change = fn(&mut Delegation);
    let cases: [(Change, DelegationRefusal); 7] = [
        (
            |new| new.principal = Official::clone(&deputy()).id,
            DelegationRefusal::ToOneself,
        ),
        (
            |new| new.principal = domain::people::OfficialId(Uuid::nil()),
            DelegationRefusal::PrincipalUnknown,
        ),
        (
            |new| new.delegate = domain::people::OfficialId(Uuid::nil()),
            DelegationRefusal::DelegateUnknown,
        ),
        (
            |new| new.principal = official("clerk").id,
            DelegationRefusal::NothingToDelegate,
        ),
        (
            |new| new.principal = official("other chair").id,
            DelegationRefusal::NothingToDelegate,
        ),
        (
            |new| new.delegate_post = "Chuyên viên".to_owned(),
            DelegationRefusal::NotADeputy,
        ),
        (
            |new| new.delegate = official("division head").id,
            DelegationRefusal::NotADeputy,
        ),
    ];
    for (change, refusal) in cases {
        let mut new = for_head();
        change(&mut new);
        assert_eq!(checked(&new, &[]), Err(refusal));
    }
    for name in ["examiner", "other chair", "clerk"] {
        let new = Delegation {
            delegate: official(name).id,
            ..by_authority()
        };
        let refused = checked(&new, &[]);
        assert_eq!(
            refused,
            Err(DelegationRefusal::NotHeadOfUnitBelow),
            "{name}"
        );
    }
}

#[test]
fn overlaps_and_contradictions_are_told_apart() {
    let with = for_head().id;
    let again = Delegation {
        id: Uuid::from_u128(0xB009),
        from: date(2026, 6, 1),
        until: None,
        ..for_head()
    };
    assert_eq!(
        checked(&again, &[for_head()]),
        Err(DelegationRefusal::Overlaps { with })
    );
    let acting = Delegation {
        capacity: Capacity::Acting,
        until: Some(date(2026, 7, 1)),
        ..again.clone()
    };
    assert_eq!(
        checked(&acting, &[for_head()]),
        Err(DelegationRefusal::Contradicts { with })
    );
    // Other days, or other procedures, are no overlap.
    let later = Delegation {
        from: date(2027, 1, 1),
        ..again.clone()
    };
    assert_eq!(checked(&later, &[for_head()]), Ok(()));
    let apart = |procedure| Delegation {
        procedures: vec![code(procedure)],
        ..again.clone()
    };
    let known = Delegation {
        procedures: vec![code(LICENCE)],
        ..for_head()
    };
    assert_eq!(
        checked(&apart(REGISTER), std::slice::from_ref(&known)),
        Ok(())
    );
    assert_eq!(
        checked(&apart(LICENCE), &[known]),
        Err(DelegationRefusal::Overlaps { with })
    );
}

#[test]
fn what_was_delegated_is_not_delegated_again() {
    let known = for_head();
    // The deputy hands on what the chair gave them.
    let again = Delegation {
        id: Uuid::from_u128(0xB00A),
        principal: deputy().id,
        ..by_authority()
    };
    assert_eq!(
        checked(&again, std::slice::from_ref(&known)),
        Err(DelegationRefusal::DelegatedAgain { by: known.id })
    );
    // And the other way round: whoever delegates already is given nothing to sign for others.
    let first = Delegation {
        principal: deputy().id,
        ..by_authority()
    };
    assert_eq!(
        checked(&known, std::slice::from_ref(&first)),
        Err(DelegationRefusal::DelegateDelegates { by: first.id })
    );
    let two = Delegation {
        capacity: Capacity::Acting,
        delegate: official("chair").id,
        ..for_head()
    };
    let acting = Delegation {
        id: Uuid::from_u128(0xB00B),
        capacity: Capacity::Acting,
        ..for_head()
    };
    let other_principal = Delegation {
        principal: official("clerk").id,
        ..two
    };
    assert_eq!(
        checked(
            &acting,
            &[Delegation {
                delegate: official("division head").id,
                ..other_principal
            }]
        ),
        Err(DelegationRefusal::TwoActing {
            with: for_head().id
        })
    );
}

#[test]
fn a_signature_is_written_as_the_law_writes_it() {
    let lines = for_head().signed().lines();
    assert_eq!(
        lines,
        (Some("KT. CHỦ TỊCH".to_owned()), "PHÓ CHỦ TỊCH".to_owned())
    );
    let (power, post) = by_authority().signed().lines();
    assert_eq!(power.as_deref(), Some("TUQ. CHỦ TỊCH"));
    assert_eq!(post, "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI");
    let acting = Delegation {
        capacity: Capacity::Acting,
        ..for_head()
    };
    assert_eq!(acting.signed().lines(), (None, "Q. CHỦ TỊCH".to_owned()));
}

#[test]
fn an_approval_says_in_which_capacity_and_holds_to_days_and_procedures() {
    let mut play = Play::proposed(Outcome::Granted);
    let head = the("division head");
    assert_eq!(play.refused(&head, Command::Approve), Refusal::NotYours);
    play.duty.delegations = vec![Delegation {
        procedures: vec![code(LICENCE)],
        ..by_authority()
    }];
    assert_eq!(play.refused(&head, Command::Approve), Refusal::NotYours);
    play.duty.delegations = vec![by_authority()];
    let mut before = play.clone();
    before.duty.delegations[0].from = date(2026, 12, 1);
    assert_eq!(before.refused(&head, decline()), Refusal::NotYours);
    assert!(play.open_to(&head).contains(&Act::Approve));
    play.does(&head, Command::Approve);
    let Event::Approved {
        signed: Some(signed),
        ..
    } = play.last()
    else {
        panic!("{:?}", play.last());
    };
    assert_eq!(**signed, by_authority().signed());
    // Whoever signs in their own right signs as before.
    let own = Play::approved();
    assert!(matches!(own.last(), Event::Approved { signed: None, .. }));
    assert!(!deputy().is(CaseOfficer));
}

//! Finding a dossier by its code, by a secret, and by who applied.

use store::{LookupKind, Proof};

use crate::world::{hand, on_each_engine};

#[tokio::test]
async fn a_secret_opens_its_dossier_and_no_other() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        let find = async |proof| {
            let found = world
                .store
                .find_with(&opened.code, proof)
                .await
                .expect("no fault");
            found.map(|loaded| loaded.id)
        };
        assert_eq!(find(Proof::Typed(hand::TYPED)).await, Some(opened.dossier));
        assert_eq!(find(Proof::Typed(" k7m3p9qx ")).await, Some(opened.dossier));
        assert_eq!(find(Proof::Long(hand::LONG)).await, Some(opened.dossier));
        for wrong in ["", "K7M3P9QY", "K7M3P9Q", hand::LONG] {
            assert_eq!(find(Proof::Typed(wrong)).await, None);
        }
        for wrong in ["", hand::TYPED, "0123456789ABCDEFGHJKMNPQRT"] {
            assert_eq!(find(Proof::Long(wrong)).await, None);
        }
        let unknown = "H35.1-260302-0002".parse().expect("a sound code");
        let found = world
            .store
            .find_with(&unknown, Proof::Typed(hand::TYPED))
            .await;
        assert!(found.expect("no fault").is_none());
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_identity_and_phone_also_after_a_correction() {
    on_each_engine(async |world| {
        use LookupKind::{Identity, Phone, PhoneEnd};
        let first = world.opens(0).await;
        let second = world.opens(0).await;
        let find = async |kind, value| {
            let mut found = world.store.find_by(kind, value).await.expect("no fault");
            found.sort_unstable();
            found
        };
        let mut both = vec![first.dossier, second.dossier];
        both.sort_unstable();
        assert_eq!(find(Identity, "012090001234").await, both);
        assert_eq!(find(Phone, "0912000123").await, both);
        assert_eq!(find(PhoneEnd, "0123").await, both);
        assert!(find(Identity, "0912000123").await.is_empty());
        assert!(find(PhoneEnd, "0912000123").await.is_empty());

        let right = hand::applicant("012090009999", "0987000777");
        world
            .does("desk", &first.code, hand::correct(right.clone()))
            .await;
        assert_eq!(find(Identity, "012090001234").await, [second.dossier]);
        assert_eq!(find(Identity, "012090009999").await, [first.dossier]);
        assert_eq!(find(Phone, "0987000777").await, [first.dossier]);
        assert_eq!(find(PhoneEnd, "0777").await, [first.dossier]);
        assert_eq!(find(PhoneEnd, "0123").await, [second.dossier]);
        let loaded = world.load(&first.code).await;
        assert_eq!(
            loaded.personal.applicant(loaded.dossier.applicant.id),
            Some(right)
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_without_phone_and_identity_is_received_too() {
    on_each_engine(async |world| {
        let nobody = domain::people::Applicant {
            identity: None,
            phone: None,
            ..hand::applicant("", "")
        };
        let opened = world.opens(0).await;
        world
            .does("desk", &opened.code, hand::correct(nobody))
            .await;
        let found = world
            .store
            .find_by(LookupKind::PhoneEnd, "")
            .await
            .expect("no fault");
        assert!(found.is_empty());
    })
    .await;
}

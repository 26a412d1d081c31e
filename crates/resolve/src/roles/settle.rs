//! Which of the roles that words show are the person's part in the case.

use factum_types::{Charge, PartyId, PartyRole, Role};

use crate::people::People;

/// Parts that a person has by office: one a person.
const OFFICES: &[Role] =
    &[Role::Judge, Role::Prosecutor, Role::DefenceCounsel, Role::Investigator, Role::Official];

pub(super) fn settle(people: &mut People<'_, '_>, charges: &[Charge]) {
    for party in 0..people.all.len() {
        if people.is_person(party) {
            one(people, party, charges);
        }
    }
}

fn one(people: &mut People<'_, '_>, party: PartyId, charges: &[Charge]) {
    let has = |people: &People<'_, '_>, role| people.has_role(party, role);
    let charged = charges.iter().any(|c| c.defendant == party);
    // An officer of whom the police say that he shot somebody is no suspect by that.
    let told = |r: &PartyRole| r.evidence.rule == "role.suspect-told";
    let by_office = OFFICES.iter().any(|office| has(people, *office));
    if by_office {
        people.all[party].roles.retain(|r| !told(r));
    }
    let accused = has(people, Role::Defendant) || has(people, Role::Suspect);
    let hurt = has(people, Role::Victim);
    let first =
        |offices: &[Role]| people.all[party].roles.iter().find(|r| offices.contains(&r.role)).map(|r| r.role);
    // What one does before the court says more than a rank: "Sergeant Ann Roe, the police prosecutor".
    let office = first(&[Role::Judge, Role::Prosecutor, Role::DefenceCounsel]).or_else(|| first(OFFICES));
    let Some(known) = people.all.get_mut(party) else { return };
    let defendant = known.roles.iter().any(|r| r.role == Role::Defendant);
    known.roles.retain(|r| match r.role {
        // A charge says more than a suspicion.
        Role::Suspect => !defendant,
        // Who is on trial may be an officer or a lawyer by trade; the part in the case is the defendant's.
        role if OFFICES.contains(&role) => !accused && office == Some(role),
        // Told of the accused, words for harm are what they are accused of or what an arrest did.
        Role::Victim if r.evidence.rule == "role.victim-taken-to-hospital" => !accused,
        Role::Victim => !(charged || defendant),
        // Who only told the police something is a witness if nothing else.
        Role::Witness if r.evidence.rule == "role.witness-tells" => !accused && office.is_none(),
        Role::Witness => office.is_none(),
        // Partners are no kin: where they have a part of their own, that is the part.
        Role::Relative => !(accused || hurt) || !is_partner(&r.evidence.rule),
        _ => true,
    });
    if known.roles.len() > 1 {
        known.roles.retain(|r| r.role != Role::Other);
    }
}

/// Roles that rest on a word for a partner carry it in the rule's name.
fn is_partner(rule: &str) -> bool {
    rule.ends_with("-partner")
}

//! A merchant's own plans of messages. Requests keep the steps that they were made with.

use super::idempotency::{Once, made_before, once};
use super::{Context, OperationError, Outcome, one_more, page};
use crate::domain::field::FieldError;
use crate::domain::ids::MessagePlanId;
use crate::domain::message_plan::{MessagePlan, PlanStep, built_in_plan, check_steps};
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::store::idempotency::IdempotencyClaim;
use crate::store::{Db, StoreError};

/// A plan about to be made, or what to change of one; absent parts stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanDraft {
    /// What to call it, at most 60 characters.
    pub name: Option<String>,
    /// Whether it is meant by "default" from now on.
    pub is_default: Option<bool>,
    /// All its steps.
    pub steps: Option<Vec<PlanStep>>,
}

impl PlanDraft {
    fn apply(&self, plan: &mut MessagePlan) -> Result<(), Vec<FieldError>> {
        let mut faults = Vec::new();
        if let Some(name) = &self.name {
            match line("name", name, 60) {
                Ok(Some(name)) => plan.name = name,
                Ok(None) => faults.push(FieldError::new("name", "required", "Give the plan a name.")),
                Err(fault) => faults.push(fault),
            }
        }
        if let Some(steps) = &self.steps {
            match check_steps(steps) {
                Ok(()) => plan.steps.clone_from(steps),
                Err(more) => faults.extend(more),
            }
        }
        plan.is_default = self.is_default.unwrap_or(plan.is_default);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Makes a plan. With a claim, a repeat gives the same one.
pub async fn create_message_plan(
    context: &Context,
    scope: Scope,
    draft: PlanDraft,
    claim: Option<IdempotencyClaim>,
) -> Outcome<MessagePlan> {
    let kept = |id: &str| id.parse().map_err(|_| OperationError::Internal("a kept answer names no plan"));
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        return read_message_plan(context, scope, kept(&id)?).await;
    }
    let now = context.now();
    let mut plan = MessagePlan {
        scope,
        id: MessagePlanId(context.random.uuid(now)),
        name: String::new(),
        is_default: false,
        steps: Vec::new(),
        created_at: now,
        updated_at: now,
        archived_at: None,
    };
    let whole = PlanDraft {
        name: Some(draft.name.unwrap_or_default()),
        steps: Some(draft.steps.unwrap_or_default()),
        is_default: draft.is_default,
    };
    whole.apply(&mut plan).map_err(OperationError::Invalid)?;
    context
        .store
        .transact((plan, claim), |db, (plan, claim)| {
            Box::pin(async move {
                if let Once::Before(id) = once(db, claim.as_ref(), plan.created_at).await? {
                    let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no plan"))?;
                    return db.message_plan(plan.scope, id).await?.ok_or(OperationError::NotFound);
                }
                db.insert_message_plan(plan).await.map_err(other_default)?;
                if let Some(claim) = claim {
                    db.finish_idempotency(claim, 201, &plan.id.to_string()).await?;
                }
                Ok(plan.clone())
            })
        })
        .await
}

/// There is one default plan: of two that become it at once, one is told so.
fn other_default(error: StoreError) -> OperationError {
    OperationError::overtaken(error, "Another plan has just become the default one. Read it first.")
}

/// Changes a plan for the requests that are made from now on.
pub async fn change_message_plan(
    context: &Context,
    scope: Scope,
    id: MessagePlanId,
    draft: PlanDraft,
) -> Outcome<MessagePlan> {
    rewrite(context, scope, id, Rewriting::Change(draft)).await
}

/// Puts a plan away: no new request is made with it. Doing it again is no error.
pub async fn archive_message_plan(context: &Context, scope: Scope, id: MessagePlanId) -> Outcome<MessagePlan> {
    rewrite(context, scope, id, Rewriting::Archive).await
}

enum Rewriting {
    Change(PlanDraft),
    Archive,
}

async fn rewrite(context: &Context, scope: Scope, id: MessagePlanId, what: Rewriting) -> Outcome<MessagePlan> {
    context
        .store
        .transact((context.clone(), scope, id, what), |db, (context, scope, id, what)| {
            Box::pin(async move {
                let now = context.now();
                let mut plan = db.message_plan(*scope, *id).await?.ok_or(OperationError::NotFound)?;
                match what {
                    Rewriting::Archive if plan.archived_at.is_some() => return Ok(plan),
                    Rewriting::Archive => {
                        plan.archived_at = Some(now);
                        plan.is_default = false;
                    }
                    Rewriting::Change(_) if plan.archived_at.is_some() => return Err(OperationError::NotFound),
                    Rewriting::Change(draft) => draft.apply(&mut plan).map_err(OperationError::Invalid)?,
                }
                plan.updated_at = now;
                db.save_message_plan(&plan).await.map_err(other_default)?;
                Ok(plan)
            })
        })
        .await
}

/// One plan, also one that was put away.
pub async fn read_message_plan(context: &Context, scope: Scope, id: MessagePlanId) -> Outcome<MessagePlan> {
    context.store.read().await?.db().message_plan(scope, id).await?.ok_or(OperationError::NotFound)
}

/// A page of the plans in use, in the order of their making, and the place after it where there is more.
pub async fn list_message_plans(
    context: &Context,
    scope: Scope,
    after: Option<MessagePlanId>,
    limit: usize,
) -> Outcome<(Vec<MessagePlan>, Option<MessagePlanId>)> {
    let found = context.store.read().await?.db().list_message_plans(scope, after, one_more(limit)).await?;
    Ok(page(found, limit, |plan| plan.id))
}

/// The steps that "default" means.
pub async fn default_steps(db: &mut Db<'_>, scope: Scope) -> Outcome<Vec<PlanStep>> {
    Ok(db.default_message_plan(scope).await?.map_or_else(built_in_plan, |plan| plan.steps))
}

import Domain
import Foundation
import TestSupport
import Testing

/// Every text column with a closed list of values, against the Swift type that reads it: two lists, one truth.
@Suite(.database) struct ChoiceTests {
    private static func values<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> Set<String> {
        Set(Choice.allCases.map(\.rawValue))
    }

    /// The values that each check allows.
    private static let expected: [String: Set<String>] = [
        "agency_members_role_known": values(Agency.Role.self),
        "backtests_source_known": values(ForecastSource.self),
        "churn_warnings_play_known": values(RetentionPlay.self),
        "churn_warnings_risk_known": values(ChurnRisk.self),
        "churn_warnings_state_known": values(ChurnWarning.State.self),
        "companies_locale_known": values(Language.self),
        "companies_state_known": values(Company.State.self),
        "customer_scores_cause_known": values(TierPlacement.Cause.self),
        "customer_scores_risk_known": values(ChurnRisk.self),
        "customer_scores_stage_known": values(LifecycleStage.self),
        "customers_kind_known": values(Customer.Kind.self),
        "customers_state_known": values(Customer.State.self),
        "global_schedules_misfire_known": values(Schedule.Misfire.self),
        "imports_state_known": values(Import.State.self),
        "insight_models_model_known": values(ModelRecord.Name.self),
        "insight_models_segment_known": values(Customer.Kind.self),
        "insight_models_source_known": values(ForecastSource.self),
        "insight_models_subject_known": values(ModelRecord.Subject.self),
        "interactions_direction_known": values(Interaction.Direction.self),
        "interactions_kind_known": values(Interaction.Kind.self),
        // A finished job lives in the other table.
        "job_history_state_final": values(Job.State.self).subtracting(["ready", "running"]),
        "jobs_state_live": ["ready", "running"],
        "login_links_purpose_known": values(LoginLink.Purpose.self),
        "memberships_locale_known": values(Language.self),
        "memberships_role_known": Set(Membership.roles.map(\.rawValue)),
        "memberships_state_known": values(Membership.State.self),
        "customer_shares_level_known": values(CustomerShare.Level.self),
        "roles_visibility_known": values(Visibility.self),
        "roles_base_known": Set(CustomRole.bases.map(\.rawValue)),
        // Whether it runs is its job's business.
        "operations_state_known": values(Domain.Operation.State.self).subtracting(["running"]),
        "persons_locale_known": values(Language.self),
        "schedules_misfire_known": values(Schedule.Misfire.self),
        "sign_ins_deed_known": values(SignInEvent.Deed.self),
        "tasks_kind_known": values(WorkTask.Kind.self),
        "tasks_state_known": values(WorkTask.State.self),
        "tier_changes_cause_known": values(TierPlacement.Cause.self),
        "tier_policies_method_known": values(TierRules.Method.self),
        "tier_policies_metric_known": values(TierMetric.self),
        "webhook_attempts_outcome_known": values(WebhookAttempt.Outcome.self),
        "webhook_deliveries_state_known": values(WebhookDelivery.State.self),
        "webhooks_reason_known": values(Webhook.DisabledReason.self),
        "webhooks_state_known": values(Webhook.State.self),
    ]

    /// The values that the checks of the deployed schema allow, by the check's name.
    private func deployed() throws -> [String: Set<String>] {
        let rows = try testDatabase.psql(
            """
            select conname, string_agg(value[1], ',')
            from pg_catalog.pg_constraint c
            join pg_catalog.pg_class t on t.oid = c.conrelid and not t.relispartition,
            lateral regexp_matches(pg_get_constraintdef(c.oid), $$'([^']+)'::text$$, 'g') value
            where contype = 'c' and connamespace = 'app'::regnamespace
                and pg_get_constraintdef(c.oid) ~ '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[[^]]*\\]\\)\\)\\)$'
            group by conname
            """
        )
        return rows.split(separator: "\n").reduce(into: [:]) { result, row in
            let parts = row.split(separator: "|")
            result[String(parts[0])] = Set(parts[1].split(separator: ",").map(String.init))
        }
    }

    @Test func `each enum has the values of its check`() throws {
        let deployed = try deployed()
        #expect(deployed.keys.sorted() == Self.expected.keys.sorted())
        for (name, values) in deployed {
            #expect(values == Self.expected[name], "\(name)")
        }
    }

    @Test func `companies' own roles are made of the permissions of the matrix`() throws {
        let words = try testDatabase.psql(
            """
            select value[1] from pg_catalog.pg_constraint,
            lateral regexp_matches(pg_get_constraintdef(oid), $$'([^']+)'::text$$, 'g') value
            where conname = 'roles_permissions_known'
            """
        )
        let known = Permission.allCases.filter(\.isOfCompany).map(\.rawValue)
        #expect(words.split(separator: "\n").map(String.init).sorted() == known.sorted())
    }

    @Test func `support grants hold what lets nobody stay`() throws {
        let words = try testDatabase.psql(
            """
            select value[1] from pg_catalog.pg_constraint,
            lateral regexp_matches(pg_get_constraintdef(oid), $$'([^']+)'::text$$, 'g') value
            where conname = 'support_grants_permissions_known'
            """
        )
        let known = Permission.allCases.filter(\.isSupportable).map(\.rawValue)
        #expect(words.split(separator: "\n").map(String.init).sorted() == known.sorted())
    }

    @Test func `what shows the whole company is the same in both`() throws {
        let words = try testDatabase.psql(
            """
            select value[1] from pg_catalog.pg_constraint,
            lateral regexp_matches(pg_get_constraintdef(oid), $$'([^']+:[^']+)'::text$$, 'g') value
            where conname = 'roles_company_wide'
            """
        )
        #expect(
            words.split(separator: "\n").map(String.init).sorted() == Permission.companyWide.map(\.rawValue).sorted()
        )
    }
}

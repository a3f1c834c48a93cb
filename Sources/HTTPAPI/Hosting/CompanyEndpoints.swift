import Domain
import Store

/// The company itself and what it sets for itself.
enum CompanyEndpoints {
    static let all: [Endpoint] = [
        .get("", "getCompany", "The company") { scope in
            try await CompanyBody(scope.company.hostedCompany())
        },
        .patch("", "changeCompany", "Change the company's name, language or time zone") {
            (input: CompanyPatch, scope) in
            let (company, version) = (scope.company.company, try scope.version)
            return try await scope.hosting { hosting in
                try await CompanyBody(hosting.changeCompany(company, input.change, expecting: version))
            }
        },
        .get("settings", "getCompanySettings", "What the company sets for itself") { scope in
            try await CompanySettingsBody(scope.company.settings())
        },
        .patch("settings", "changeCompanySettings", "Change what the company sets for itself", needs: .settingsWrite) {
            (input: CompanySettingsPatch, scope) in
            let days = try input.workingDays.map { try CompanySettings.workingDays($0) }
            return try await CompanySettingsBody(
                scope.company.changeSettings(
                    workingDays: days,
                    taskCapacity: input.taskCapacity,
                    churnDueDays: input.churnDueDays,
                    valueMargin: input.valueMargin,
                    valueDiscount: input.valueDiscount,
                    valueMonths: input.valueMonths,
                    expecting: try scope.version
                )
            )
        },
    ]
}

import Foundation
import TestSupport
import Testing

/// The loop that must turn, over the real processes: signals in, insight, policy becomes work, work is measured; and
/// the other company sees none of it.
@Suite struct LoopTests {
    @Test func `the loop turns from the operator's first command to the manager's report`() async throws {
        let installation = try Installation()
        let agency = try TwoShops(installation)
        let figures = try CDNOWFigures(path: Fixture.cdnow)
        try agency.importHistories(figures)
        try await installation.start()

        try await agency.scoreRecords(asOf: "1998-06-30")
        try await agency.checkFigures(figures, asOf: "1998-06-30")
        try await agency.checkWorklistOfBothCompanies()
        try await agency.completeOneVisit()
        try await agency.checkProgress()
        try await agency.checkThatTheOtherCompanySeesNothing()

        try installation.remove()
    }
}

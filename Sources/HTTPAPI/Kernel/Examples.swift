import Domain
import FoundationEssentials

/// Values for the examples in the document, the same everywhere so that they tell one story.
enum Examples {
    static let agency = id(1, of: Agency.self)
    static let company = id(2, of: Company.self)
    static let person = id(3, of: Person.self)
    static let instant = Date(timeIntervalSince1970: 1_795_334_400)

    /// 2026-11-22.
    static var day: CalendarDate {
        guard let day = CalendarDate(dayNumber: 20_779) else { preconditionFailure("a day within the calendar") }
        return day
    }

    /// An id that ends in this number.
    static func id<Entity>(_ number: UInt8, of type: Entity.Type = Entity.self) -> Identifier<Entity> {
        Identifier(
            UUID(uuid: (0x01, 0x9A, 0xA5, 0xF2, 0x9C, 0x00, 0x70, 0x00, 0x80, 0, 0, 0, 0, 0, 0, number))
        )
    }
}

extension ClosedRange<Int> {
    /// The same range as wire numbers are checked: whole numbers of 64 bits.
    var wire: ClosedRange<Int64> { Int64(lowerBound)...Int64(upperBound) }
}

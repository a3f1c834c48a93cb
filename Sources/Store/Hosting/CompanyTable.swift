import Domain
import Postgres

/// A table that holds rows of companies, as the catalogue knows it: whatever is added to the schema is exported and
/// erased without being named anywhere.
public struct CompanyTable: Sendable, Hashable {
    /// A column that is stored, other than the company's id.
    public struct Column: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its type's name in `pg_catalog`: "timestamptz", "_int2".
        public let type: String
        /// Whether it holds text that people typed, which a spreadsheet might take for a formula.
        var isText: Bool { type == "text" }
    }

    /// Its name in schema `app`.
    public let name: String
    /// Its columns in order.
    public let columns: [Column]
    /// The columns of the primary key, without the company's id.
    public let key: [String]
    /// Tables whose rows its rows refer to.
    public let references: Set<String>

    /// Whether its rows refer to each other.
    public var refersToItself: Bool { references.contains(name) }

    init(row: Row) throws {
        name = try row.get("name")
        let names: [String] = try row.get("columns")
        let types: [String] = try row.get("types")
        columns = zip(names, types).map { Column(name: $0, type: $1) }
        key = try row.get("key")
        references = Set(try row.get("parents", as: [String].self))
    }

    var qualified: SQL { "app." + SQL(identifier: name) }
}

extension CompanyTransaction {
    /// Every table with rows of companies, each behind those that it refers to.
    public func companyTables() async throws -> [CompanyTable] {
        let tables = try await all(
            """
            select relation.relname::text as name, stored.columns, stored.types,
                array(
                    select attribute.attname::text
                    from unnest(primary_key.conkey) with ordinality as part (number, position)
                    join pg_catalog.pg_attribute as attribute
                        on attribute.attrelid = relation.oid and attribute.attnum = part.number
                    where attribute.attname <> 'company_id'
                    order by part.position
                ) as key,
                array(
                    select distinct parent.relname::text
                    from pg_catalog.pg_constraint as reference
                    join pg_catalog.pg_class as parent on parent.oid = reference.confrelid
                    where reference.conrelid = relation.oid and reference.contype = 'f'
                ) as parents
            from pg_catalog.pg_class as relation
            join pg_catalog.pg_constraint as primary_key
                on primary_key.conrelid = relation.oid and primary_key.contype = 'p'
            cross join lateral (
                select array_agg(attribute.attname::text order by attribute.attnum) as columns,
                    array_agg(type.typname::text order by attribute.attnum) as types
                from pg_catalog.pg_attribute as attribute
                join pg_catalog.pg_type as type on type.oid = attribute.atttypid
                where attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
                    and attribute.attgenerated = '' and attribute.attname <> 'company_id'
            ) as stored
            where relation.relnamespace = 'app'::regnamespace and relation.relkind in ('r', 'p')
                and not relation.relispartition and exists (
                    select from pg_catalog.pg_attribute as attribute
                    where attribute.attrelid = relation.oid and attribute.attname = 'company_id'
                        and not attribute.attisdropped
                )
            order by relation.relname
            """,
            CompanyTable.init(row:)
        )
        return Self.parentsFirst(tables)
    }

    private static func parentsFirst(_ tables: [CompanyTable]) -> [CompanyTable] {
        let names = Set(tables.map(\.name))
        var waiting = tables
        var ordered: [CompanyTable] = []
        var placed: Set<String> = []
        while !waiting.isEmpty {
            let isReady = { (table: CompanyTable) in
                table.references.intersection(names).subtracting([table.name]).isSubset(of: placed)
            }
            let ready = waiting.filter(isReady)
            // A cycle of references, which the schema's rules forbid: in any order the server will refuse by name.
            guard !ready.isEmpty else { return ordered + waiting }
            waiting.removeAll(where: isReady)
            ordered += ready
            placed.formUnion(ready.map(\.name))
        }
        return ordered
    }
}

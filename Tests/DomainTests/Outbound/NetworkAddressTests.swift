import Domain
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:8.8.8.8", "::ffff:169.254.169.254", "::8.8.8.8", "64:ff9b::8.8.8.8",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1",
    ])
    func `what is not on the public internet is refused`(text: String) throws {
        #expect(!(try #require(NetworkAddress(text)).isPublic))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1",
        "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1",
    ])
    func `what is there is taken`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test func `a block holds its own addresses`() throws {
        let block = try #require(NetworkRange("10.20.0.0/15"))
        #expect(block.contains(try #require(NetworkAddress("10.21.255.255"))))
        #expect(!block.contains(try #require(NetworkAddress("10.22.0.0"))))
        #expect(!block.contains(try #require(NetworkAddress("::ffff:10.20.0.1"))))
        #expect(try #require(NetworkRange("192.0.2.7")).contains(try #require(NetworkAddress("192.0.2.7"))))
        #expect(try #require(NetworkRange("0.0.0.0/0")).contains(try #require(NetworkAddress("8.8.8.8"))))
        for text in ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "x", "", "10.0.0.0/8/8", "::/129"] {
            #expect(NetworkRange(text) == nil, "\(text)")
        }
    }

    @Test func `without TLS only named networks are sent to`() throws {
        let networks = AllowedNetworks(named: [try #require(NetworkRange("10.20.0.0/16"))])
        let (inside, outside) = (try #require(NetworkAddress("10.20.1.1")), try #require(NetworkAddress("8.8.8.8")))
        #expect(networks.allows(inside, isSecure: false) && networks.allows(inside, isSecure: true))
        #expect(!networks.allows(outside, isSecure: false) && networks.allows(outside, isSecure: true))
    }
}

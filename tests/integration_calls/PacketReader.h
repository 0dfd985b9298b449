// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidetone::test {

/// An IPv4 packet of TCP or UDP as it went over the loopback link.
struct WirePacket {
    enum class Transport { Tcp, Udp };
    Transport transport = Transport::Udp;
    double seconds = 0;  ///< the kernel's time, since 1970
    int octets = 0;      ///< of the whole packet: IP header, TCP or UDP header, payload
    int dscp = 0;        ///< differentiated services code point, 0 to 63 (RFC 2474)
    std::uint16_t from = 0;
    std::uint16_t to = 0;        ///< ports
    std::uint32_t fromHost = 0;  ///< addresses: 0x7f000001 is 127.0.0.1
    std::uint32_t toHost = 0;
    std::string payload;

    /// The value of a 16 or 32 bit field in network order, that many octets into the payload.
    [[nodiscard]] std::uint32_t field(std::size_t at, std::size_t octetsOfIt) const;
    /// True where it looks like RTP (RFC 3550 5.1) of that payload type.
    [[nodiscard]] bool isRtp(int payloadType) const;
};

/// "127.0.0.1" as packets have it.
[[nodiscard]] std::uint32_t hostOf(const std::string& address);

/// Reads what an IPv4 packet of TCP or UDP holds; empty for others and for what is cut off.
[[nodiscard]] std::optional<WirePacket> readPacket(std::span<const std::uint8_t> bytes);

/// Keeps every packet that goes over the loopback link of this network namespace, while the
/// event loop runs. It needs CAP_NET_RAW there, as after enterOwnNetwork().
class PacketReader : public QObject {
    Q_OBJECT
public:
    PacketReader();
    ~PacketReader() override;

    /// Why nothing can be read; empty where it works.
    [[nodiscard]] const std::string& failure() const { return failure_; }
    /// All since the last forget(), in order.
    [[nodiscard]] const std::vector<WirePacket>& packets();
    void forget();

private:
    void take();

    int descriptor_ = -1;
    std::string failure_;
    std::vector<std::uint8_t> buffer_;
    std::vector<WirePacket> packets_;
};

}  // namespace sidetone::test

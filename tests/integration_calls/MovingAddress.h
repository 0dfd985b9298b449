// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "OwnNetwork.h"
#include "PacketReader.h"

namespace sidetone::test {

/// A veth link whose address goes away while another one comes. Whatever is sent to the named
/// destinations in this network namespace leaves by the address of the moment, and what is sent to
/// one that went gets lost.
class MovingAddress {
public:
    explicit MovingAddress(QStringList destinations) : destinations_(std::move(destinations)) {}

    /// Makes the link with its first address.
    [[nodiscard]] bool plug() const {
        return did(shell(QStringLiteral("ip link add moving type veth peer name other && "
                                        "ip link set moving up && ip link set other up && ") +
                         arrival(0)));
    }
    /// One command for all, so that the old address is not missed before the new one is used.
    [[nodiscard]] bool move() {
        ++moves_;
        return did(
            shell(arrival(moves_) +
                  QStringLiteral(" && ip addr del %1/32 dev moving").arg(address(moves_ - 1))));
    }
    [[nodiscard]] std::uint32_t now() const { return hostOf(address(moves_).toStdString()); }
    [[nodiscard]] std::uint32_t before() const { return hostOf(address(moves_ - 1).toStdString()); }

private:
    static QString address(int move) {
        return QStringLiteral("10.9.%1.%2").arg(move / 200).arg(move % 200 + 1);
    }
    static QStringList shell(const QString& script) {
        return {QStringLiteral("sh"), QStringLiteral("-c"), script};
    }
    [[nodiscard]] QString arrival(int move) const {
        auto script = QStringLiteral("ip addr add %1/32 dev moving").arg(address(move));
        for (const auto& to : destinations_) {
            script += QStringLiteral(" && ip route replace local %1 dev lo src %2 table local")
                          .arg(to, address(move));
        }
        return script;
    }

    QStringList destinations_;
    int moves_ = 0;
};

/// How long nothing came one way while the address moved, as seconds between the last packet by
/// the old address and the first by the new one.
struct MoveGaps {
    double in = 0;   ///< to whoever moved
    double out = 0;  ///< from there
};

/// RTP that the packets of a move hold.
inline bool isRtp(const WirePacket& packet) {
    constexpr std::uint32_t firstControl = 192;
    constexpr std::uint32_t lastControl = 223;
    if (packet.transport != WirePacket::Transport::Udp || packet.payload.size() <= 12 ||
        packet.field(0, 1) >> 6U != 2) {
        return false;
    }
    const auto second = packet.field(1, 1);
    return second < firstControl || second > lastControl;
}

/// Empty until sound (and pictures, where there are any) went both ways by the new address, with
/// at least `wanted` packets each.
inline std::optional<MoveGaps> gapsOf(const std::vector<WirePacket>& packets,
                                      const MovingAddress& address, int wanted) {
    struct Way {
        double last = 0;
        double first = 0;
        int packets = 0;
        void take(double seconds, bool isNew) {
            if (!isNew) {
                last = seconds;
            } else if (++packets == 1) {
                first = seconds;
            }
        }
        [[nodiscard]] double gap() const { return last > 0 ? std::max(0.0, first - last) : 0; }
    };
    Way in;
    Way out;
    for (const auto& packet : packets) {
        if (!isRtp(packet)) continue;
        if (packet.toHost == address.now() || packet.toHost == address.before()) {
            in.take(packet.seconds, packet.toHost == address.now());
        }
        // What is sent from this machine to that address has it for both.
        const bool isOut = packet.toHost != packet.fromHost;
        if (isOut && (packet.fromHost == address.now() || packet.fromHost == address.before())) {
            out.take(packet.seconds, packet.fromHost == address.now());
        }
    }
    if (in.packets < wanted || out.packets < wanted) return std::nullopt;
    return MoveGaps{in.gap(), out.gap()};
}

/// "median 45 ms, 95 % 90 ms, longest 120 ms"
inline std::string spread(std::vector<double> seconds) {
    if (seconds.empty()) return "nothing measured";
    std::sort(seconds.begin(), seconds.end());
    const auto at = [&seconds](double share) {
        const auto index = std::ceil(share * static_cast<double>(seconds.size())) - 1;
        return std::lround(1000 * seconds.at(static_cast<std::size_t>(std::max(0.0, index))));
    };
    return "median " + std::to_string(at(0.5)) + " ms, 95 % " + std::to_string(at(0.95)) +
           " ms, longest " + std::to_string(at(1)) + " ms";
}

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "MovingAddress.h"

#include "OwnNetwork.h"
#include "PacketReader.h"

namespace sidetone::test {
namespace {

QString address(int move) {
    return QStringLiteral("10.9.%1.%2").arg(move / 200).arg(move % 200 + 1);
}

QStringList shell(const QString& script) {
    return {QStringLiteral("sh"), QStringLiteral("-c"), script};
}

}  // namespace

MovingAddress::MovingAddress(QStringList destinations, QString staying)
    : destinations_(std::move(destinations)), staying_(std::move(staying)) {}

bool MovingAddress::plug() const {
    return did(shell(QStringLiteral("ip link add moving type veth peer name other && "
                                    "ip link set moving up && ip link set other up && ") +
                     arrival(0)));
}

bool MovingAddress::move() {
    ++moves_;
    // One command for all, so that the old address is not missed before the new one is used.
    return did(shell(arrival(moves_) + QStringLiteral(" && ") + departure(moves_ - 1)));
}

std::uint32_t MovingAddress::now() const {
    return hostOf(address(moves_).toStdString());
}

std::uint32_t MovingAddress::before() const {
    return hostOf(address(moves_ - 1).toStdString());
}

QString MovingAddress::arrival(int move) const {
    const auto here = address(move);
    auto script = QStringLiteral("ip addr add %1/32 dev moving").arg(here);
    if (!staying_.isEmpty()) {
        script += QStringLiteral(" && ip route replace local %1 dev moving src %2 table local")
                      .arg(here, staying_);
    }
    for (const auto& to : destinations_) {
        script +=
            QStringLiteral(" && ip route replace local %1 dev lo src %2 table local").arg(to, here);
    }
    return script;
}

QString MovingAddress::departure(int move) const {
    const auto there = address(move);
    auto script = QStringLiteral("ip addr del %1/32 dev moving").arg(there);
    // The kernel takes away its own route alone.
    if (!staying_.isEmpty()) {
        script += QStringLiteral("; ip route flush table local exact %1/32").arg(there);
    }
    return script;
}

}  // namespace sidetone::test

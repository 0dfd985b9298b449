// SPDX-License-Identifier: GPL-3.0-or-later
#include "LineTunnel.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <QStringList>
#include <algorithm>
#include <fstream>

#include "OwnNetwork.h"

namespace sidetone::test {
namespace {

constexpr std::array<const char*, 2> names{"line0", "line1"};
constexpr std::size_t largestPacket = 2048;
constexpr int ipv4 = 4;
constexpr std::size_t lastOctetOfSource = 15;

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

bool ip(const QString& words) {
    return did(QStringList{QStringLiteral("ip")} + words.split(QLatin1Char(' ')));
}

bool put(const std::string& link, const char* name, const char* value) {
    std::ofstream file("/proc/sys/net/ipv4/conf/" + link + "/" + name);
    file << value;
    file.flush();
    return file.good();
}

}  // namespace

std::string LineTunnel::address(std::size_t end, std::size_t call) {
    return "10.98." + std::to_string(end) + "." + std::to_string(call + 1);
}

LineTunnel::LineTunnel(const Settings& settings)
    : tunnelOctets_(settings.tunnelOctets),
      ends_{End{-1, LinkModel(settings.forward, 1), {}, {}},
            End{-1, LinkModel(settings.back, 2), {}, {}}} {}

std::unique_ptr<LineTunnel> LineTunnel::create(const Settings& settings) {
    std::unique_ptr<LineTunnel> line(new LineTunnel(settings));
    for (std::size_t end = 0; end < 2; ++end) line->ends_[end].link = openTun(names[end], 0);
    line->stop_ = eventfd(0, EFD_CLOEXEC);
    if (line->ends_[0].link < 0 || line->ends_[1].link < 0 || line->stop_ < 0 || !line->route()) {
        return nullptr;
    }
    line->thread_ = std::thread([raw = line.get()] { raw->run(); });
    return line;
}

/// Both ends are addresses of this machine, which the kernel would connect without any link: so
/// what goes from one end to the other is routed before local addresses are looked at, but for
/// what comes out of the links.
bool LineTunnel::route() {
    bool isMade = true;
    for (std::size_t end = 0; end < 2; ++end) {
        const auto name = QString::fromLatin1(names[end]);
        const auto number = QString::number(end);
        const auto table = QString::number(100 + end);
        for (std::size_t call = 0; call < mostCalls; ++call) {
            const auto own = QString::fromStdString(address(end, call));
            isMade = isMade && ip(QStringLiteral("addr add %1/32 dev %2").arg(own, name));
        }
        isMade = isMade && ip(QStringLiteral("link set %1 up").arg(name)) &&
                 put(names[end], "accept_local", "1") && put(names[end], "rp_filter", "0") &&
                 ip(QStringLiteral("route add default dev %1 table %2").arg(name, table)) &&
                 ip(QStringLiteral("rule add pref 1%1 iif %2 lookup local").arg(number, name)) &&
                 ip(QStringLiteral("rule add pref 2%1 from 10.98.%1.0/24 to 10.98.%2.0/24 "
                                   "lookup %3")
                        .arg(number, QString::number(1 - end), table));
    }
    return isMade && put("all", "rp_filter", "0") &&
           ip(QStringLiteral("rule add pref 30 lookup local")) &&
           ip(QStringLiteral("rule del pref 0"));
}

LineTunnel::~LineTunnel() {
    if (thread_.joinable()) {
        const std::uint64_t one = 1;
        static_cast<void>(write(stop_, &one, sizeof one));
        thread_.join();
        for (const auto* rule :
             {"rule add pref 0 lookup local", "rule del pref 10", "rule del pref 11",
              "rule del pref 20", "rule del pref 21", "rule del pref 30"}) {
            static_cast<void>(ip(QLatin1String(rule)));
        }
    }
    for (const auto& end : ends_) {
        if (end.link >= 0) close(end.link);
    }
    if (stop_ >= 0) close(stop_);
}

void LineTunnel::setBottleneck(std::size_t end, double bitsPerSecond) {
    const std::lock_guard lock(mutex_);
    auto& model = ends_[end].model;
    auto settings = model.settings();
    settings.bitsPerSecond = bitsPerSecond;
    model.set(settings, instantNow());
}

LineTunnel::Carried LineTunnel::carried(std::size_t end) {
    const std::lock_guard lock(mutex_);
    auto& of = ends_[end];
    of.carried.dropped = of.model.dropped();
    of.carried.queued = of.model.queued(instantNow());
    return of.carried;
}

void LineTunnel::run() {
    while (!stopped_) {
        wait();
        const std::lock_guard lock(mutex_);
        for (std::size_t end = 0; end < 2; ++end) {
            take(ends_[end]);
            deliver(ends_[end], ends_[1 - end]);
        }
    }
}

/// Until a packet comes, or is due at the other end.
void LineTunnel::wait() {
    std::array<pollfd, 3> watched{
        {{ends_[0].link, POLLIN, 0}, {ends_[1].link, POLLIN, 0}, {stop_, POLLIN, 0}}};
    std::chrono::nanoseconds left = std::chrono::seconds(1);
    for (const auto& end : ends_) {
        if (end.onTheWay.empty()) continue;
        left = std::min<std::chrono::nanoseconds>(left, end.onTheWay.begin()->first - instantNow());
    }
    left = std::max(left, std::chrono::nanoseconds(0));
    const timespec most{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
    static_cast<void>(ppoll(watched.data(), watched.size(), &most, nullptr));
    stopped_ = (watched[2].revents & POLLIN) != 0;
}

void LineTunnel::take(End& end) {
    std::array<char, largestPacket> bytes{};
    for (;;) {
        const auto octets = read(end.link, bytes.data(), bytes.size());
        if (octets <= 0) return;
        const bool isIpv4 = (static_cast<unsigned char>(bytes[0]) >> 4U) == ipv4;
        if (!isIpv4) continue;  // the kernel looks for neighbours on a new link
        const auto out = end.model.send(instantNow(), static_cast<int>(octets) + tunnelOctets_);
        if (out) end.onTheWay.emplace(*out, std::vector(bytes.begin(), bytes.begin() + octets));
    }
}

void LineTunnel::deliver(End& end, const End& other) {
    while (!end.onTheWay.empty() && end.onTheWay.begin()->first <= instantNow()) {
        const auto& packet = end.onTheWay.begin()->second;
        static_cast<void>(write(other.link, packet.data(), packet.size()));
        const auto call = static_cast<std::size_t>(packet[lastOctetOfSource]) - 1;
        if (call < mostCalls) {
            end.carried.octets[call] +=
                static_cast<std::int64_t>(packet.size()) + std::int64_t{tunnelOctets_};
        }
        ++end.carried.packets;
        end.onTheWay.erase(end.onTheWay.begin());
    }
}

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "OwnNetwork.h"

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <QFile>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTest>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace sidetone::test {
namespace {

QStringList words(const QString& text) {
    return text.split(QLatin1Char(' '));
}

bool put(const std::string& path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    file.flush();
    return file.good();
}

}  // namespace

std::string enterOwnNetwork() {
    const auto user = std::to_string(geteuid());
    const auto group = std::to_string(getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) != 0) {
        return std::string("namespaces are forbidden here: ") + std::strerror(errno);
    }
    (void)put("/proc/self/setgroups", "deny");
    if (!put("/proc/self/uid_map", "0 " + user + " 1") ||
        !put("/proc/self/gid_map", "0 " + group + " 1")) {
        return "this user cannot be mapped into a namespace";
    }
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
        return std::string("mounts cannot be made private: ") + std::strerror(errno);
    }
    QProcess ip;
    ip.start(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("set"),
                                    QStringLiteral("lo"), QStringLiteral("up")});
    if (!ip.waitForFinished(5000) || ip.exitCode() != 0) return "there is no ip command";
    return {};
}

std::string runCommand(const QStringList& words, int* status) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    // An ordinary user's path leaves out where the tools of networks lie.
    const auto path = qEnvironmentVariable("PATH") + QStringLiteral(":/usr/sbin:/sbin");
    const auto found = QStandardPaths::findExecutable(words.first(), path.split(QLatin1Char(':')));
    process.start(found.isEmpty() ? words.first() : found, words.mid(1));
    const bool ended =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000);
    if (status != nullptr) *status = ended ? process.exitCode() : -1;
    return process.readAll().toStdString();
}

bool did(const QStringList& words) {
    int status = -1;
    const auto said = runCommand(words, &status);
    if (status != 0) qWarning("%s: %s", qPrintable(words.join(QLatin1Char(' '))), said.c_str());
    return status == 0;
}

std::unique_ptr<Machine> Machine::create(const QString& cable, const QString& here,
                                         const QString& there) {
    std::unique_ptr<Machine> machine(new Machine);
    machine->setNameServers({});
    machine->holder_.start(
        QStringLiteral("unshare"),
        {QStringLiteral("-n"), QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("mount --bind '%1/resolv.conf' /etc/resolv.conf && ip link set lo up && "
                        "echo ready && exec cat")
             .arg(machine->folder_.path())});
    if (!machine->holder_.waitForReadyRead(10'000)) return nullptr;
    const bool made = machine->plug(cable, here, QStringLiteral("eth0"), there) &&
                      machine->ip(QStringLiteral("link set eth0 up"));
    return made ? std::move(machine) : nullptr;
}

bool Machine::plug(const QString& cable, const QString& here, const QString& name,
                   const QString& there) {
    const auto add = QStringLiteral("ip link add %1 type veth peer name %2 netns %3")
                         .arg(cable, name, QString::number(holder_.processId()));
    return did(words(add)) &&
           did(words(QStringLiteral("ip addr add %1 dev %2").arg(here, cable))) &&
           did(words(QStringLiteral("ip link set %1 up").arg(cable))) &&
           put("/proc/sys/net/ipv4/conf/" + cable.toStdString() + "/route_localnet", "1") &&
           ip(QStringLiteral("addr add %1 dev %2").arg(there, name));
}

bool Machine::knowsOffice() {
    const auto allow = QStringLiteral(
        "for c in all default eth0; do echo 1 > "
        "/proc/sys/net/ipv4/conf/$c/route_localnet; done");
    return did(on({QStringLiteral("sh"), QStringLiteral("-c"), allow})) &&
           ip(QStringLiteral("route add local 127.0.0.0/16 dev lo table local")) &&
           ip(QStringLiteral("route del local 127.0.0.0/8 dev lo table local")) &&
           put("/proc/sys/net/ipv4/conf/all/route_localnet", "1");
}

bool Machine::ip(const QString& what) const {
    return did(on(words(QStringLiteral("ip ") + what)));
}

Machine::~Machine() {
    holder_.closeWriteChannel();
    if (!holder_.waitForFinished(2000)) holder_.kill();
    holder_.waitForFinished(2000);
}

void Machine::setNameServers(const QStringList& servers) {
    QString text;
    for (const auto& server : servers) text += QStringLiteral("nameserver %1\n").arg(server);
    // The same file, because it is what the machine has mounted.
    QFile file(folder_.filePath(QStringLiteral("resolv.conf")));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) file.write(text.toUtf8());
}

QStringList Machine::on(const QStringList& words) const {
    return QStringList{QStringLiteral("nsenter"), QStringLiteral("-t"),
                       QString::number(holder_.processId()), QStringLiteral("-n"),
                       QStringLiteral("-m")} +
           words;
}

int openTun(const char* name, qint64 process) {
    const int here = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (process != 0) {
        const auto path = "/proc/" + std::to_string(process) + "/ns/net";
        const int there = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool entered = setns(there, CLONE_NEWNET) == 0;
        close(there);
        if (!entered) return -1;
    }
    const int tun = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    const bool made = tun >= 0 && ioctl(tun, TUNSETIFF, &request) == 0;
    if (process != 0) (void)setns(here, CLONE_NEWNET);
    close(here);
    return made ? tun : -1;
}

std::unique_ptr<Tunnel> Tunnel::create(const Machine& machine, const QString& here,
                                       const QString& there) {
    const int one = openTun("vpn", 0);
    const int other = openTun("tun0", machine.process());
    if (one < 0 || other < 0) return nullptr;
    std::unique_ptr<Tunnel> tunnel(new Tunnel(one, other));
    const bool made = did(words(QStringLiteral("ip addr add %1 dev vpn").arg(here))) &&
                      did(words(QStringLiteral("ip link set vpn up"))) &&
                      put("/proc/sys/net/ipv4/conf/vpn/route_localnet", "1") &&
                      machine.ip(QStringLiteral("addr add %1 dev tun0").arg(there)) &&
                      machine.ip(QStringLiteral("link set tun0 up")) &&
                      did(machine.on({QStringLiteral("sh"), QStringLiteral("-c"),
                                      QStringLiteral("echo 1 > /proc/sys/net/ipv4/conf/tun0/"
                                                     "route_localnet")}));
    return made ? std::move(tunnel) : nullptr;
}

Tunnel::Tunnel(int here, int there) : here_(here), there_(there) {
    for (const auto& [from, to] : {std::pair(here, there), std::pair(there, here)}) {
        auto* notifier = new QSocketNotifier(from, QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this,
                [this, from = from, to = to] { carry(from, to); });
    }
}

Tunnel::~Tunnel() {
    for (auto* child : children()) delete child;
    close(here_);
    close(there_);
}

void Tunnel::carry(int from, int to) {
    std::array<char, 65536> packet{};
    for (;;) {
        const ssize_t size = read(from, packet.data(), packet.size());
        if (size <= 0) return;
        if (write(to, packet.data(), static_cast<std::size_t>(size)) < 0) continue;
    }
}

}  // namespace sidetone::test

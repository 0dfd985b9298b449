// SPDX-License-Identifier: GPL-3.0-or-later
#include "OwnNetwork.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <QFile>
#include <QTest>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace sidetone::test {
namespace {

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
    process.start(words.first(), words.mid(1));
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
    const auto process = QString::number(machine->holder_.processId());
    const auto ip = [](const char* words) {
        return QString::fromUtf8(words).split(QLatin1Char(' '));
    };
    const QStringList name{cable};
    const bool made = did(ip("ip link add") + name + ip("type veth peer name eth0 netns") +
                          QStringList{process}) &&
                      did(ip("ip addr add") + QStringList{here} + ip("dev") + name) &&
                      did(ip("ip link set") + name + ip("up")) &&
                      did(machine->on(ip("ip addr add") + QStringList{there} + ip("dev eth0"))) &&
                      did(machine->on(ip("ip link set eth0 up")));
    return made ? std::move(machine) : nullptr;
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

}  // namespace sidetone::test

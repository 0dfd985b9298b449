// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <memory>
#include <string>
#include <vector>

namespace sidetone::test {

/// Puts this process into user, network and mount namespaces of its own, where it may do all that
/// root may to networks and mounts; works for root and for ordinary users. To be called first in
/// main(), before any thread starts. Returns why the kernel forbids it, empty where it worked.
[[nodiscard]] std::string enterOwnNetwork();

/// Runs a command to its end while the test's event loop goes on; what it printed, and its exit
/// status in `status` where that is given.
std::string runCommand(const QStringList& words, int* status = nullptr);

/// True where it ended well.
[[nodiscard]] bool did(const QStringList& words);

/// A machine of its own: network and mount namespaces below those of the test, a resolv.conf of
/// its own, and a cable to the test's namespace. It ends with the object. Nothing runs with more
/// rights than the test has.
class Machine {
public:
    /// `cable`: the name of its end in the test's namespace; up to 15 letters. `here` and `there`:
    /// addresses with prefixes. Null where it could not be made.
    static std::unique_ptr<Machine> create(const QString& cable, const QString& here,
                                           const QString& there);
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// One more cable; `there` is what the machine calls its end.
    [[nodiscard]] bool plug(const QString& cable, const QString& here, const QString& name,
                            const QString& there);
    /// Lets the office's emulated hosts be reached over cables, as far as routes lead there: they
    /// live in the loopback network of the test's namespace.
    [[nodiscard]] bool knowsOffice();
    /// Runs `ip` on the machine, with words between spaces.
    [[nodiscard]] bool ip(const QString& words) const;
    [[nodiscard]] qint64 process() const { return holder_.processId(); }

    /// Writes the machine's resolv.conf.
    void setNameServers(const QStringList& servers);
    /// The words that run a command on the machine.
    [[nodiscard]] QStringList on(const QStringList& words) const;

private:
    Machine() = default;
    QTemporaryDir folder_;
    QProcess holder_;
};

/// A tun link of that name in the namespace of that process; 0: in this one. Gives a descriptor
/// that does not block and has a packet at each reading, or -1.
[[nodiscard]] int openTun(const char* name, qint64 process);

/// A tunnel as a VPN makes it: a tun link "tun0" on the machine and one "vpn" here, with this
/// process carrying the packets. It is down when the object goes.
class Tunnel : public QObject {
public:
    static std::unique_ptr<Tunnel> create(const Machine& machine, const QString& here,
                                          const QString& there);
    ~Tunnel() override;

private:
    Tunnel(int here, int there);
    void carry(int from, int to);
    int here_;
    int there_;
};

}  // namespace sidetone::test

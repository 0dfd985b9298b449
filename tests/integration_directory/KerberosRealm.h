// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <string>
#include <vector>

namespace sidetone::test {

/// Where a server's program is: unpacked (SIDETONE_OFFICE_PREFIX) or installed.
[[nodiscard]] QString serverProgram(const QString& path);
/// The environment in which programs that are unpacked find their libraries.
[[nodiscard]] QProcessEnvironment serverEnvironment();

/// A Kerberos realm of its own on the loopback network, by Debian's krb5-kdc, and the tickets of
/// one person in it. While it lives, this process and its children use it (KRB5_CONFIG,
/// KRB5CCNAME). It runs with the test's own rights.
class KerberosRealm {
public:
    KerberosRealm(std::string realm, std::string address, std::uint16_t port);
    ~KerberosRealm();
    KerberosRealm(const KerberosRealm&) = delete;
    KerberosRealm& operator=(const KerberosRealm&) = delete;

    /// False where it failed: failure() says why.
    [[nodiscard]] bool start();
    [[nodiscard]] const std::string& failure() const { return failure_; }
    void stop();
    /// A KDC that takes questions and never answers; afterwards the real one again.
    void fallSilent();

    [[nodiscard]] bool addPerson(const std::string& name, const std::string& password);
    /// Its key lies in keytab() then.
    [[nodiscard]] bool addService(const std::string& principal);
    [[nodiscard]] QString keytab() const { return folder_.filePath(QStringLiteral("keytab")); }
    /// Gets a ticket that is valid for so long.
    [[nodiscard]] bool getTicket(const std::string& name, const std::string& password,
                                 int seconds = 600);
    [[nodiscard]] bool hasValidTicket() const;
    void dropTicket();

private:
    [[nodiscard]] bool run(const QString& program, const QStringList& words,
                           const QByteArray& input = {});
    void write(const QString& name, const std::string& text) const;

    std::string realm_;
    std::string address_;
    std::uint16_t port_;
    QTemporaryDir folder_;
    QProcess server_;
    int silent_ = -1;
    std::string failure_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <string>

namespace sidetone::test {

/// An OpenLDAP with Active Directory's names of attributes and people who have no passwords:
/// whoever shows a Kerberos ticket may read, and nobody else (but the account `reader`).
class TicketDirectory {
public:
    struct Place {
        std::string address;  ///< of the loopback network
        std::uint16_t port = 0;
        std::string host;  ///< as its service is called
        std::string base;  ///< "dc=office,dc=example"
        QString keytab;
        std::string certificates;  ///< folder of slapd.crt and slapd.key; empty: without TLS
    };
    static constexpr const char* readerPassword = "reader-4711";

    ~TicketDirectory();
    /// False where it failed: failure() says why. `more`: lines for the configuration.
    [[nodiscard]] bool start(const Place& place, const std::string& more = {});
    void stop();
    [[nodiscard]] const std::string& failure() const { return failure_; }
    /// What the server writes of connections, binds and searches.
    [[nodiscard]] std::string log() const {
        return folder_.filePath(QStringLiteral("log")).toStdString();
    }

private:
    void write(const QString& name, const std::string& text) const;
    QTemporaryDir folder_;
    QProcess server_;
    std::string failure_;
};

}  // namespace sidetone::test

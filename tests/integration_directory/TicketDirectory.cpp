// SPDX-License-Identifier: GPL-3.0-or-later
#include "TicketDirectory.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTest>

#include "KerberosRealm.h"

namespace sidetone::test {
namespace {

constexpr int patience = 20'000;

/// Of one picture element, which is enough to be one.
constexpr const char* picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

std::string person(const std::string& base, const std::string& user, const std::string& first,
                   const std::string& last, const std::string& more = {}) {
    return "dn: cn=" + first + " " + last + ",ou=people," + base +
           "\nobjectClass: inetOrgPerson\nobjectClass: user\ncn: " + first + " " + last +
           "\ndisplayName: " + first + " " + last + "\nsn: " + last + "\ngivenName: " + first +
           "\nsAMAccountName: " + user + "\nuserPrincipalName: " + user + "@office.example" +
           "\nmail: " + user + "@office.example\nobjectCategory: person\n" + more + "\n";
}

std::string peopleOf(const std::string& base) {
    return "dn: " + base + "\nobjectClass: dcObject\nobjectClass: organization\no: Office\n\n" +
           "dn: ou=people," + base + "\nobjectClass: organizationalUnit\nou: people\n\n" +
           "dn: cn=reader," + base +
           "\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\n"
           "userPassword: " +
           TicketDirectory::readerPassword + "\n\n" + person(base, "anna", "Anna", "Lindgren") +
           person(base, "tove", "Tove", "Ticket",
                  std::string("telephoneNumber: +15550009001\nthumbnailPhoto:: ") + picture + "\n");
}

}  // namespace

TicketDirectory::~TicketDirectory() {
    stop();
}

void TicketDirectory::write(const QString& name, const std::string& text) const {
    QFile file(folder_.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(text));
}

bool TicketDirectory::start(const Place& place, const std::string& more) {
    const std::string folder = folder_.path().toStdString();
    const auto at = [](const char* path) {
        return serverProgram(QLatin1String(path)).toStdString();
    };
    const std::string schema = at("/etc/ldap/schema");
    std::string text;
    for (const char* name : {"core", "cosine", "inetorgperson"}) {
        text += "include " + schema + "/" + name + ".schema\n";
    }
    text += std::string("include ") + SIDETONE_SCHEMA + "\nmodulepath " + at("/usr/lib/ldap") +
            "\nmoduleload back_mdb\nsasl-host " + place.host +
            "\nauthz-regexp uid=([^,/]*),cn=[^,]*,cn=gssapi,cn=auth ldap:///ou=people," +
            place.base + "??one?(sAMAccountName=$1)\n" +
            "authz-regexp uid=([^,/]*),cn=gssapi,cn=auth ldap:///ou=people," + place.base +
            "??one?(sAMAccountName=$1)\n";
    if (!place.certificates.empty()) {
        text += "TLSCertificateFile " + place.certificates + "/slapd.crt\nTLSCertificateKeyFile " +
                place.certificates + "/slapd.key\n";
    }
    text += more + "\naccess to dn.base=\"\" by * read\ndatabase mdb\nsuffix \"" + place.base +
            "\"\ndirectory " + folder + "/data\naccess to attrs=userPassword by anonymous auth\n" +
            "access to attrs=entry,sAMAccountName by anonymous auth by users read\n" +
            "access to * by users read\n";
    write(QStringLiteral("slapd.conf"), text);
    write(QStringLiteral("people.ldif"), peopleOf(place.base));
    QDir().mkpath(folder_.filePath(QStringLiteral("data")));
    auto environment = serverEnvironment();
    environment.insert(QStringLiteral("KRB5_KTNAME"), QStringLiteral("FILE:") + place.keytab);
    const auto program = serverProgram(QStringLiteral("/usr/sbin/slapd"));
    const auto settings = folder_.filePath(QStringLiteral("slapd.conf"));
    QProcess fill;
    fill.setProcessEnvironment(environment);
    fill.setProcessChannelMode(QProcess::MergedChannels);
    fill.start(program,
               {QStringLiteral("-T"), QStringLiteral("add"), QStringLiteral("-f"), settings,
                QStringLiteral("-l"), folder_.filePath(QStringLiteral("people.ldif"))});
    if (!fill.waitForFinished(patience) || fill.exitCode() != 0) {
        failure_ = "slapadd: " + fill.readAll().toStdString();
        return false;
    }
    server_.setProcessEnvironment(environment);
    server_.setStandardErrorFile(QString::fromStdString(log()));
    const auto address = QString::fromStdString(place.address);
    server_.start(program, {QStringLiteral("-d"), QStringLiteral("256"), QStringLiteral("-f"),
                            settings, QStringLiteral("-h"),
                            QStringLiteral("ldap://%1:%2/").arg(address).arg(place.port)});
    for (int i = 0; i < patience / 20 && server_.state() != QProcess::NotRunning; ++i) {
        QTcpSocket probe;
        probe.connectToHost(address, place.port);
        if (probe.waitForConnected(1000)) return true;
        QTest::qWait(20);
    }
    QFile written(QString::fromStdString(log()));
    if (written.open(QIODevice::ReadOnly)) failure_ = "slapd: " + written.readAll().toStdString();
    return false;
}

void TicketDirectory::stop() {
    if (server_.state() == QProcess::NotRunning) return;
    server_.terminate();
    if (!server_.waitForFinished(patience)) server_.kill();
}

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "KerberosRealm.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include <QFile>
#include <QTest>

namespace sidetone::test {
namespace {

constexpr int patience = 20'000;

QString prefix() {
    return qEnvironmentVariable("SIDETONE_OFFICE_PREFIX");
}

constexpr const char* libraries = "/usr/lib/x86_64-linux-gnu";

}  // namespace

QString serverProgram(const QString& path) {
    return QFile::exists(prefix() + path) ? prefix() + path : path;
}

QProcessEnvironment serverEnvironment() {
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!prefix().isEmpty()) {
        const QString folder = prefix() + QLatin1String(libraries);
        environment.insert(QStringLiteral("LD_LIBRARY_PATH"), folder);
        environment.insert(QStringLiteral("SASL_PATH"), folder + QStringLiteral("/sasl2"));
    }
    return environment;
}

KerberosRealm::KerberosRealm(std::string realm, std::string address, std::uint16_t port)
    : realm_(std::move(realm)), address_(std::move(address)), port_(port) {
    qputenv("KRB5_CONFIG", folder_.filePath(QStringLiteral("krb5.conf")).toLocal8Bit());
    qputenv("KRB5_KDC_PROFILE", folder_.filePath(QStringLiteral("kdc.conf")).toLocal8Bit());
    qputenv("KRB5CCNAME", "FILE:" + folder_.filePath(QStringLiteral("tickets")).toLocal8Bit());
}

KerberosRealm::~KerberosRealm() {
    stop();
    if (silent_ >= 0) ::close(silent_);
    for (const char* name : {"KRB5_CONFIG", "KRB5_KDC_PROFILE", "KRB5CCNAME"}) qunsetenv(name);
}

void KerberosRealm::write(const QString& name, const std::string& text) const {
    QFile file(folder_.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(text));
}

bool KerberosRealm::run(const QString& program, const QStringList& words, const QByteArray& input) {
    QProcess process;
    process.setProcessEnvironment(serverEnvironment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(serverProgram(program), words);
    process.write(input);
    process.closeWriteChannel();
    const bool isOver = process.waitForFinished(patience);
    if (isOver && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) {
        return true;
    }
    failure_ = (program + QStringLiteral(": ")).toStdString() +
               process.errorString().toStdString() + process.readAll().toStdString();
    return false;
}

bool KerberosRealm::start() {
    const std::string at = address_ + ":" + std::to_string(port_);
    write(QStringLiteral("krb5.conf"),
          "[libdefaults]\n default_realm = " + realm_ +
              "\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
              " clockskew = 1\n dns_canonicalize_hostname = false\n rdns = false\n"
              "[realms]\n " +
              realm_ + " = {\n  kdc = " + at + "\n }\n");
    const std::string folder = folder_.path().toStdString();
    write(QStringLiteral("kdc.conf"),
          "[kdcdefaults]\n kdc_listen = " + at + "\n kdc_tcp_listen = " + at + "\n[realms]\n " +
              realm_ + " = {\n  database_name = " + folder +
              "/principal\n  key_stash_file = " + folder + "/stash\n  acl_file = " + folder +
              "/acl\n }\n[dbmodules]\n db_module_dir = " +
              serverProgram(QLatin1String(libraries) + QStringLiteral("/krb5/plugins/kdb"))
                  .toStdString() +
              "\n[logging]\n kdc = FILE:" + folder + "/log\n");
    if (!run(QStringLiteral("/usr/sbin/kdb5_util"),
             {QStringLiteral("create"), QStringLiteral("-s"), QStringLiteral("-P"),
              QStringLiteral("master")})) {
        return false;
    }
    server_.setProcessEnvironment(serverEnvironment());
    server_.setProcessChannelMode(QProcess::MergedChannels);
    server_.start(serverProgram(QStringLiteral("/usr/sbin/krb5kdc")), {QStringLiteral("-n")});
    if (server_.waitForStarted(patience)) return true;
    failure_ = "krb5kdc: " + server_.errorString().toStdString();
    return false;
}

void KerberosRealm::stop() {
    if (server_.state() == QProcess::NotRunning) return;
    server_.terminate();
    if (!server_.waitForFinished(patience)) server_.kill();
}

void KerberosRealm::fallSilent() {
    stop();
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port_);
    ::inet_pton(AF_INET, address_.c_str(), &where.sin_addr);
    silent_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (::bind(silent_, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) {
        failure_ = "the port of the KDC is still taken";
    }
}

bool KerberosRealm::addPerson(const std::string& name, const std::string& password) {
    return run(
        QStringLiteral("/usr/sbin/kadmin.local"),
        {QStringLiteral("-q"), QString::fromStdString("addprinc -pw " + password + " " + name)});
}

bool KerberosRealm::addService(const std::string& principal) {
    const auto program = QStringLiteral("/usr/sbin/kadmin.local");
    return run(program,
               {QStringLiteral("-q"), QString::fromStdString("addprinc -randkey " + principal)}) &&
           run(program, {QStringLiteral("-q"), QStringLiteral("ktadd -k ") + keytab() +
                                                   QString::fromStdString(" " + principal)});
}

bool KerberosRealm::getTicket(const std::string& name, const std::string& password, int seconds) {
    const QStringList words{QStringLiteral("-l"), QString::number(seconds) + QLatin1Char('s'),
                            QString::fromStdString(name)};
    // The server listens a moment after it was started.
    for (int i = 0; i < 50; ++i) {
        if (run(QStringLiteral("/usr/bin/kinit"), words,
                QByteArray::fromStdString(password + "\n"))) {
            return true;
        }
        QTest::qWait(100);
    }
    return false;
}

bool KerberosRealm::hasValidTicket() const {
    QProcess process;
    process.setProcessEnvironment(serverEnvironment());
    process.start(serverProgram(QStringLiteral("/usr/bin/klist")), {QStringLiteral("-s")});
    return process.waitForFinished(patience) && process.exitCode() == 0;
}

void KerberosRealm::dropTicket() {
    QFile::remove(folder_.filePath(QStringLiteral("tickets")));
}

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include "OfficeFixture.h"

namespace sidetone::test {

/// A real CardDAV server (Radicale) on the address of one of an office's hosts, by TLS with that
/// host's certificate of the office's authority. It has an address book of anna's.
class Radicale {
public:
    static constexpr int port = 5232;

    /// `host` is the number of the inside host whose certificate `server` has.
    Radicale(const OfficeFixture& office, int host, const std::string& server)
        : address_(QString::fromStdString(office.insideAddress(host))) {
        const auto ca = QString::fromStdString(office.folder() + "/ca/" + server);
        write(QStringLiteral("users"), "anna:books-4711\n");
        const auto settings =
            QStringLiteral(
                "[server]\nhosts = %1:%2\nssl = True\ncertificate = %3.crt\nkey = %3.key\n"
                "[auth]\ntype = htpasswd\nhtpasswd_filename = %4/users\n"
                "htpasswd_encryption = plain\ndelay = 0\n"
                "[storage]\nfilesystem_folder = %4/store\n")
                .arg(address_)
                .arg(port)
                .arg(ca, folder_.path());
        write(QStringLiteral("config"), settings.toUtf8());
        write(book() + QStringLiteral(".Radicale.props"),
              "{\"tag\": \"VADDRESSBOOK\", \"D:displayname\": \"Friends\"}");
    }
    ~Radicale() { stop(); }
    Radicale(const Radicale&) = delete;
    Radicale& operator=(const Radicale&) = delete;

    [[nodiscard]] bool start() {
        auto environment = QProcessEnvironment::systemEnvironment();
        const auto prefix = environment.value(QStringLiteral("SIDETONE_OFFICE_PREFIX"));
        if (!prefix.isEmpty()) {
            environment.insert(QStringLiteral("PYTHONPATH"),
                               prefix + QStringLiteral("/usr/lib/python3/dist-packages"));
        }
        process_.setProcessEnvironment(environment);
        process_.setProcessChannelMode(QProcess::MergedChannels);
        process_.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral("-m"), QStringLiteral("radicale"),
                        QStringLiteral("--config"), folder_.filePath(QStringLiteral("config"))});
        const auto answers = [this] {
            QTcpSocket socket;
            socket.connectToHost(address_, port);
            return socket.waitForConnected(200);
        };
        for (int i = 0; i < 300 && process_.state() != QProcess::NotRunning; ++i) {
            if (answers()) return true;
            QTest::qWait(50);
        }
        return false;
    }
    void stop() {
        process_.terminate();
        if (!process_.waitForFinished(5'000)) process_.kill();
        process_.waitForFinished(5'000);
    }
    [[nodiscard]] QByteArray output() { return process_.readAll(); }

    /// Puts a card into the book, in place of the one of that name.
    void put(const QString& name, const QByteArray& lines) const {
        write(book() + name + QStringLiteral(".vcf"),
              "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:" + name.toUtf8() + "\r\n" + lines +
                  "END:VCARD\r\n");
    }
    void remove(const QString& name) const {
        QFile::remove(folder_.filePath(book() + name + QStringLiteral(".vcf")));
    }

private:
    [[nodiscard]] static QString book() {
        return QStringLiteral("store/collection-root/anna/friends/");
    }
    void write(const QString& name, const QByteArray& bytes) const {
        const auto path = folder_.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        static_cast<void>(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QString address_;
    QTemporaryDir folder_;
    QProcess process_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "OfficeFixture.h"
#include "Rows.h"
#include "integration_client/OfficeTerminal.h"
#include "integration_client/Terminal.h"
#include "media/PortRange.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

ROWS("QOS-07", "NONE-24");

namespace {

constexpr int patience = 30'000;

/// What a program printed, once it has ended.
QByteArray said(const QString& program, const QStringList& words) {
    QProcess process;
    process.start(program, words);
    const bool ended =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience);
    if (!ended || process.exitCode() != 0) return {};
    return process.readAllStandardOutput();
}

QJsonObject portsCommand() {
    return QJsonDocument::fromJson(
               said(QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), {u"--json"_s, u"ports"_s}))
        .object();
}

int portOf(const QString& address) {
    return address.mid(address.lastIndexOf(u':') + 1).toInt();
}

QString socketText(const QString& transport, const QString& local, const QString& remote) {
    return u"%1 %2 %3"_s.arg(transport).arg(portOf(local)).arg(portOf(remote));
}

/// What the system itself says that a process has open, sorted: "tcp 41000 5061".
QStringList openBySystem(qint64 process) {
    QStringList found;
    const auto lines = QString::fromUtf8(said(u"ss"_s, {u"-H"_s, u"-tuanp"_s})).split(u'\n');
    for (const auto& line : lines) {
        if (!line.contains(u"pid=%1,"_s.arg(process))) continue;
        const auto words = line.simplified().split(u' ');
        if (words.size() > 5) found << socketText(words[0], words[4], words[5]);
    }
    found.sort();
    return found;
}

/// The same by what the command says.
QStringList openByCommand(const QJsonObject& ports, qint64 process) {
    QStringList found;
    for (const auto& value : ports.value(u"open"_s).toArray()) {
        const auto one = value.toObject();
        if (one.value(u"process"_s).toInteger() != process) continue;
        found << socketText(one.value(u"transport"_s).toString(), one.value(u"local"_s).toString(),
                            one.value(u"remote"_s).toString());
    }
    found.sort();
    return found;
}

demo::Program::Test callIs(const QString& state) {
    return [state](const QJsonObject& event) {
        return event.value(u"event"_s).toString().startsWith(u"call."_s) &&
               event.value(u"state"_s) == state;
    };
}

}  // namespace

/// `sidetonectl ports` beside what the system knows of the same programs, while they talk.
class PortsTest : public QObject {
    Q_OBJECT
    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;

    std::unique_ptr<demo::Program> start(int person) {
        auto program =
            test::officeTerminal(office_, person, folder_.filePath(QString::number(person)));
        if (!program->start()) return nullptr;
        const auto ended = program->waitFor(u"the sign-in's end"_s, test::isSignInEnd, patience);
        if (!ended || ended->value(u"event"_s) != u"signin.ready"_s) return nullptr;
        const bool hasLine = QTest::qWaitFor([&] { return isRegistered(*program); }, patience);
        return hasLine ? std::move(program) : nullptr;
    }
    static bool isRegistered(demo::Program& program) {
        const auto status = program.ask(u"status"_s);
        if (!status) return false;
        const auto services = status->value(u"services"_s).toArray();
        return std::any_of(services.begin(), services.end(), [](const auto& value) {
            const auto one = value.toObject();
            return one.value(u"service"_s) == u"calls"_s && one.value(u"state"_s) == u"up"_s;
        });
    }
    /// Until both talk and one of them has counted packets.
    bool talk(demo::Program& anna, demo::Program& ben) {
        const auto number = QString::fromStdString(office_.number(2));
        return anna.ask(u"call"_s, {{u"target"_s, number}}) &&
               ben.waitFor(u"the ring"_s, callIs(u"incoming"_s), patience) &&
               ben.ask(u"answer"_s) &&
               anna.waitFor(
                   u"sound"_s,
                   [](const QJsonObject& event) {
                       const auto counted = event.value(u"statistics"_s).toObject();
                       return event.value(u"event"_s) == u"call.media"_s &&
                              counted.value(u"packets_received"_s).toInteger() > 0;
                   },
                   patience);
    }

private Q_SLOTS:
    /// The chapter's table for Android, iPhone and iPad.
    void theMobileTableIsThere() {
        const auto rows = portsCommand().value(u"ports"_s).toArray();
        struct Row {
            int first;
            int last;
            const char* transport;
            const char* protocol;
            bool isInbound;
        };
        const Row chapter[] = {
            {16384, 32766, "udp", "RTP", true},  {7080, 7080, "tcp", "HTTPS", false},
            {6970, 6970, "tcp", "HTTP", false},  {80, 80, "tcp", "HTTP", false},
            {389, 389, "tcp", "LDAP", false},    {3268, 3268, "tcp", "LDAP", false},
            {443, 443, "tcp", "HTTPS", false},   {636, 636, "tcp", "LDAPS", false},
            {3269, 3269, "tcp", "LDAPS", false}, {5060, 5060, "tcp", "SIP", false},
            {5061, 5061, "tcp", "SIP", false},   {5222, 5222, "tcp", "XMPP", false},
            {5269, 5269, "tcp", "XMPP", false},  {8191, 8191, "tcp", "SOAP", false},
            {8443, 8443, "tcp", "HTTPS", false}, {53, 53, "udp", "DNS", false},
            {3804, 3804, "tcp", "CAPF", false},
        };
        for (const auto& wanted : chapter) {
            const bool isThere = std::any_of(rows.begin(), rows.end(), [&](const auto& value) {
                const auto row = value.toObject();
                return row.value(u"first"_s).toInt() == wanted.first &&
                       row.value(u"last"_s).toInt() == wanted.last &&
                       row.value(u"transport"_s)
                           .toString()
                           .contains(QLatin1String(wanted.transport)) &&
                       row.value(u"protocol"_s)
                           .toString()
                           .contains(QLatin1String(wanted.protocol)) &&
                       (row.value(u"direction"_s) == u"in and out"_s) == wanted.isInbound &&
                       !row.value(u"use"_s).toString().isEmpty();
            });
            QVERIFY2(isThere, qPrintable(QString::number(wanted.first)));
        }
    }

    void theCommandTellsWhatIsOpen() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        const auto anna = start(1);
        const auto ben = start(2);
        QVERIFY(anna && ben);
        QVERIFY(talk(*anna, *ben));
        QJsonObject ports;
        for (const auto* program : {anna.get(), ben.get()}) {
            // Connections come and go; at one time both say the same.
            QTRY_VERIFY_WITH_TIMEOUT(
                (ports = portsCommand(), !openByCommand(ports, program->processId()).isEmpty() &&
                                             openByCommand(ports, program->processId()) ==
                                                 openBySystem(program->processId())),
                patience);
        }
        checkOpen(ports, {anna->processId(), ben->processId()});
    }

private:
    /// Each socket has its row; sound is where the lower half of the range is, and signalling
    /// where SIP is, with the marks that the table tells.
    void checkOpen(const QJsonObject& ports, const QList<qint64>& processes) {
        const auto half = media::PortRange{}.audioHalf();
        QMap<qint64, int> media;
        QMap<qint64, int> signalling;
        for (const auto& value : ports.value(u"open"_s).toArray()) {
            const auto one = value.toObject();
            const auto process = one.value(u"process"_s).toInteger();
            const auto remote = one.value(u"remote"_s).toString();
            // The office's name server stands at another port, as no ordinary user may open 53.
            if (!processes.contains(process) || remote.toStdString() == office_.nameServer()) {
                continue;
            }
            const auto text = QJsonDocument(one).toJson(QJsonDocument::Compact);
            QVERIFY2(one.value(u"in_table"_s).toBool(), text.constData());
            QVERIFY2(!one.value(u"listening"_s).toBool(), text.constData());
            if (one.value(u"protocol"_s) == u"RTP"_s) {
                const int port = portOf(one.value(u"local"_s).toString());
                QVERIFY2(port >= half.start && port <= half.stop, text.constData());
                QCOMPARE(one.value(u"direction"_s).toString(), u"in and out"_s);
                QCOMPARE(one.value(u"marks"_s).toString(), u"46 sound, 34 pictures"_s);
                ++media[process];
            } else {
                QCOMPARE(one.value(u"direction"_s).toString(), u"out"_s);
            }
            if (portOf(remote) == 5061) {
                QCOMPARE(one.value(u"marks"_s).toString(), u"24"_s);
                ++signalling[process];
            }
        }
        for (const auto process : processes) {
            QCOMPARE(media[process], 2);  // RTP and RTCP
            QCOMPARE(signalling[process], 1);
        }
    }
};

QTEST_GUILESS_MAIN(PortsTest)
#include "PortsTest.moc"

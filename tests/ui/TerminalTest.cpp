// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

#include "Stage.h"
#include "fake/Troubles.h"
#include "shared/CommandLoop.h"

using namespace sidetone;
using Kind = signin::Question::Kind;

/// What the windows can do, by JSON commands: questions, certificates, settings, reports.
class TerminalTest : public QObject {
    Q_OBJECT

    struct Terminal {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        std::vector<QJsonObject> lines;
        apps::CommandLoop loop{client, clock,
                               [this](const QJsonObject& line) { lines.push_back(line); }};

        QJsonObject send(const char* command, QJsonObject fields = {}) {
            fields.insert(QStringLiteral("command"), QLatin1String(command));
            fields.insert(QStringLiteral("id"), 1);
            loop.takeLine(QJsonDocument(fields).toJson(QJsonDocument::Compact));
            return answer();
        }
        [[nodiscard]] QJsonObject answer() const {
            const auto found = std::find_if(lines.rbegin(), lines.rend(), [](const auto& line) {
                return line.contains(QStringLiteral("id"));
            });
            return found == lines.rend() ? QJsonObject() : *found;
        }
        [[nodiscard]] QJsonObject event(const char* name) const {
            const auto found = std::find_if(lines.rbegin(), lines.rend(), [name](const auto& line) {
                return line.value(QStringLiteral("event")) == QLatin1String(name);
            });
            return found == lines.rend() ? QJsonObject() : *found;
        }
        [[nodiscard]] bool logged(const std::string& line) const {
            return std::count(client.log.begin(), client.log.end(), line) > 0;
        }
    };
    static bool isOk(const QJsonObject& answer) {
        return answer.value(QStringLiteral("ok")).toBool();
    }
    static QString textIn(const QJsonObject& object, const char* name) {
        return object.value(QLatin1String(name)).toString();
    }

private Q_SLOTS:
    void choosesACamera() {
        Terminal terminal;
        const auto cameras = terminal.send("cameras").value(QStringLiteral("cameras")).toArray();
        QCOMPARE(cameras.size(), 2);
        const auto id = textIn(cameras[1].toObject(), "camera");
        QVERIFY(isOk(terminal.send("choose-camera", {{QStringLiteral("camera"), id}})));
        QCOMPARE(terminal.client.webcams.chosen(), id.toStdString());
    }
    void answersWithoutOurPicture() {
        Terminal terminal;
        terminal.client.setState(client::ClientState::Ready);
        terminal.client.phone().ring("sip:ben@office.example", "");
        QVERIFY(isOk(terminal.send("answer", {{QStringLiteral("video"), false}})));
        const std::vector<std::string> wanted{"unseen 1", "answer 1"};
        QCOMPARE(terminal.client.phone().log, wanted);
    }
    void signsInWithoutAPassword() {
        Terminal terminal;
        const QJsonObject address{{QStringLiteral("address"), QStringLiteral("r@office.example")}};
        QVERIFY(isOk(terminal.send("signin", address)));
        QVERIFY(terminal.logged("signInAgain r@office.example"));
    }
    void tellsAndAnswersQuestions() {
        Terminal terminal;
        terminal.client.ask(test::question(Kind::Credentials, 4));
        terminal.client.ask(test::question(Kind::Browser, 5));
        auto event = terminal.event("question");
        QCOMPARE(textIn(event, "kind"), QStringLiteral("browser"));
        QVERIFY(textIn(event, "url").startsWith(QLatin1String("https://")));
        QVERIFY(event.value(QStringLiteral("open")).toBool());
        const auto asked = terminal.send("questions").value(QStringLiteral("questions")).toArray();
        QCOMPARE(asked.size(), 2);
        QVERIFY(isOk(terminal.send("answer-question",
                                   {{QStringLiteral("user"), QStringLiteral("robin")},
                                    {QStringLiteral("secret"), QStringLiteral("open sesame")}})));
        QVERIFY(terminal.logged("answer 4 robin with"));
        event = terminal.event("question");
        QCOMPARE(event.value(QStringLiteral("question")).toInt(), 4);
        QVERIFY(!event.value(QStringLiteral("open")).toBool(true));
        QVERIFY(isOk(terminal.send("decline-question", {{QStringLiteral("question"), 5}})));
        QVERIFY(!isOk(terminal.send("decline-question", {{QStringLiteral("question"), 5}})));
        for (const auto& line : terminal.lines) {
            QVERIFY(!QJsonDocument(line).toJson().contains("sesame"));
        }
    }
    void trustsTheNamedCertificateAlone() {
        Terminal terminal;
        const auto refused = test::selfSigned(terminal.clock.wallTime());
        terminal.client.setRefused({refused});
        const auto event = terminal.event("certificate");
        QVERIFY(event.value(QStringLiteral("may_be_trusted")).toBool());
        const auto chain = event.value(QStringLiteral("chain")).toArray();
        const auto fingerprint = textIn(chain.first().toObject(), "sha256");
        QJsonObject fields{{QStringLiteral("server"), textIn(event, "server")},
                           {QStringLiteral("sha256"), QStringLiteral("00")}};
        QVERIFY(!isOk(terminal.send("trust", fields)));
        fields[QStringLiteral("sha256")] = fingerprint;
        QVERIFY(isOk(terminal.send("trust", fields)));
        QVERIFY(terminal.logged("trust cucm1.office.example:8443"));
    }
    void changesTheConnectionSettings() {
        Terminal terminal;
        QVERIFY(isOk(terminal.send(
            "set-connection", {{QStringLiteral("type"), QStringLiteral("call-manager")},
                               {QStringLiteral("tftp_server"), QStringLiteral("tftp.example")}})));
        QCOMPARE(terminal.client.connectionSettings().tftpServer, std::string("tftp.example"));
        const auto shown = terminal.send("connection").value(QStringLiteral("connection"));
        QCOMPARE(textIn(shown.toObject(), "type"), QStringLiteral("call-manager"));
        QVERIFY(!isOk(terminal.send("set-connection",
                                    {{QStringLiteral("type"), QStringLiteral("telepathy")}})));
        QVERIFY(isOk(terminal.send("reset-connection")));
        QVERIFY(terminal.client.connectionSettings() == client::ConnectionSettings{});
    }
    void listsAndSetsParameters() {
        Terminal terminal;
        test::fillParameters(terminal.client);
        QVERIFY(!terminal.event("settings").isEmpty());
        const auto answer = terminal.send(
            "settings", {{QStringLiteral("filter"), QStringLiteral("inactive_timeout")}});
        const auto list = answer.value(QStringLiteral("settings")).toArray();
        QCOMPARE(list.size(), 1);
        QCOMPARE(textIn(list[0].toObject(), "layer"), QStringLiteral("your own choice"));
        QCOMPARE(list[0].toObject().value(QStringLiteral("overrode")).toArray().size(), 2);
        QVERIFY(!answer.value(QStringLiteral("remarks")).toArray().isEmpty());
        const auto all = terminal.send("settings", {{QStringLiteral("all"), true}});
        QVERIFY(all.value(QStringLiteral("settings")).toArray().size() > 150);
        const auto set =
            terminal.send("set", {{QStringLiteral("name"), QStringLiteral("IP_Mode")},
                                  {QStringLiteral("value"), QStringLiteral("Dual_Stack")}});
        QCOMPARE(textIn(set.value(QStringLiteral("setting")).toObject(), "value"),
                 QStringLiteral("Dual_Stack"));
    }
    void makesReadsAndSendsAReport() {
        Terminal terminal;
        QVERIFY(!isOk(terminal.send("send-report")));
        terminal.send("report", {{QStringLiteral("description"), QStringLiteral("silent")}});
        terminal.client.finishReport(test::report("/tmp/report.zip"));
        QCOMPARE(textIn(terminal.answer(), "path"), QStringLiteral("/tmp/report.zip"));
        QVERIFY(!terminal.logged("sendReport /tmp/report.zip"));
        const auto file =
            terminal.send("report-file", {{QStringLiteral("name"), QStringLiteral("trace.txt")}});
        QVERIFY(textIn(file, "text").contains(QLatin1String("_cisco-uds")));
        terminal.send("send-report");
        terminal.client.finishSending({});
        QVERIFY(isOk(terminal.answer()));
    }
    void tellsTheNetworkAndOpensLinks() {
        Terminal terminal;
        terminal.client.setNetwork(test::captivePortal());
        QCOMPARE(textIn(terminal.event("network"), "state"), QStringLiteral("captive-portal"));
        const auto network = terminal.send("network").value(QStringLiteral("network")).toObject();
        QCOMPARE(textIn(network, "portal_url"), QStringLiteral("http://login.hotel.example/"));
        QVERIFY(isOk(terminal.send(
            "open-link", {{QStringLiteral("link"), QStringLiteral("ciscojabber://provision?")}})));
        QCOMPARE(textIn(terminal.event("settings"), "preset_domain"),
                 QStringLiteral("linked.example"));
    }
};

QTEST_GUILESS_MAIN(TerminalTest)
#include "TerminalTest.moc"

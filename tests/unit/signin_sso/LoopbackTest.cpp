// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTcpSocket>
#include <QTest>

#include "core/QtClock.h"
#include "core/Random.h"
#include "signin/sso/LoopbackPage.h"
#include "signin/sso/StandardRedirects.h"

using namespace sidetone;
using namespace sidetone::signin::sso;

namespace {

const LoopbackPlace place{"127.0.0.1:5000", "/secret"};

std::string get(const std::string& target, const std::string& host = place.host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

std::string post(const std::string& body, const std::string& origin) {
    return "POST /secret HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nOrigin: " + origin +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int status(const std::string& request) {
    return std::stoi(answerLoopback(request, place).bytes.substr(9, 3));
}

}  // namespace

/// The page to which the browser comes back, and everything that may come in its place.
class LoopbackTest : public QObject {
    Q_OBJECT
    /// What a browser at the listener hears; sends in one piece.
    static QByteArray visit(const std::string& uri, const std::string& request) {
        QTcpSocket socket;
        const auto colon = uri.rfind(':');
        socket.connectToHost(QStringLiteral("127.0.0.1"),
                             static_cast<quint16>(std::stoi(uri.substr(colon + 1))));
        if (!QTest::qWaitFor([&] { return socket.state() == QTcpSocket::ConnectedState; })) {
            return {};
        }
        socket.write(request.data(), static_cast<qint64>(request.size()));
        const bool ended =
            QTest::qWaitFor([&] { return socket.state() == QTcpSocket::UnconnectedState; }, 8000);
        return ended ? socket.readAll() : QByteArray();
    }
    static std::string pathOf(const std::string& uri) { return uri.substr(uri.find('/', 8)); }
    static std::string hostOf(const std::string& uri) {
        return uri.substr(7, uri.find('/', 8) - 7);
    }

private Q_SLOTS:
    void takesTheAnswerOnce() {
        const auto answer = answerLoopback(get("/secret?code=a&state=b"), place);
        QCOMPARE(*answer.parameters, std::string("code=a&state=b"));
        QVERIFY(answer.bytes.find("signed on") != std::string::npos);
        QVERIFY(answer.bytes.find("code=a") == std::string::npos);
        const auto refused = answerLoopback(get("/secret?error=access_denied"), place);
        QVERIFY(refused.parameters.has_value());
        QVERIFY(refused.bytes.find("did not come about") != std::string::npos);
    }
    void takesTheFragmentByItsScript() {
        const auto page = answerLoopback(get("/secret"), place);
        QVERIFY(!page.parameters);
        QVERIFY(page.bytes.find("location.hash") != std::string::npos);
        QVERIFY(page.bytes.find("default-src 'none'") != std::string::npos);
        const auto answer =
            answerLoopback(post("access_token=t&state=b", "http://127.0.0.1:5000"), place);
        QCOMPARE(*answer.parameters, std::string("access_token=t&state=b"));
    }
    void refusesEverybodyElse() {
        QCOMPARE(status(get("/other?code=a")), 404);
        QCOMPARE(status(get("/favicon.ico")), 404);
        QCOMPARE(status(get("/secret?code=a", "evil.example")), 421);
        QCOMPARE(status(get("/secret?code=a", "")), 421);
        QCOMPARE(status(post("access_token=t", "https://evil.example")), 403);
        QCOMPARE(status(post("nothing", "http://127.0.0.1:5000")), 400);
        QCOMPARE(status("DELETE /secret?code=a HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n"), 405);
        for (const auto* text :
             {"", "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/2\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
            QCOMPARE(status(text), 400);
        }
    }
    void knowsHowLongARequestIs() {
        QVERIFY(!loopbackRequestSize("GET / HTTP/1.1\r\nHost: a"));
        QCOMPARE(*loopbackRequestSize("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n"),
                 std::size_t(43));
        for (const auto* length : {"99999999999999999999", "-1", "x", "70000"}) {
            const auto size = loopbackRequestSize(
                "POST / HTTP/1.1\r\nContent-Length: " + std::string(length) + "\r\n\r\n");
            QVERIFY2(*size > mostLoopbackBytes, length);
        }
    }
    void aBrowserComesBack() {
        core::QtClock clock;
        core::SeededRandom random(1);
        StandardRedirects redirects(clock, random);
        auto redirect = std::move(*redirects.loopback());
        const auto uri = redirect->uri();
        core::Owner owner;
        std::string came;
        redirect->parameters().then(owner, [&](core::Result<std::string> parameters) {
            came = *parameters;
            redirect.reset();  // as whoever waits does
        });
        const auto base = "http://" + hostOf(uri);
        QVERIFY(visit(base, get("/favicon.ico", hostOf(uri))).startsWith("HTTP/1.1 404"));
        QVERIFY(visit(base, "GET / HTTP/1.1\r\nX: " + std::string(70'000, 'a'))
                    .startsWith("HTTP/1.1 413"));
        QVERIFY(visit(base, get(pathOf(uri), hostOf(uri))).contains("location.hash"));
        QVERIFY(came.empty());
        QVERIFY(
            visit(base, get(pathOf(uri) + "?code=1&state=2", hostOf(uri))).contains("signed on"));
        QCOMPARE(came, std::string("code=1&state=2"));
        QVERIFY(visit(base, get("/", hostOf(uri))).isEmpty());  // closed
    }
    void onlyAFewMayStandAtTheDoor() {
        core::QtClock clock;
        core::SeededRandom random(1);
        StandardRedirects redirects(clock, random);
        auto redirect = std::move(*redirects.loopback());
        const auto port = hostOf(redirect->uri()).substr(10);
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 20; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QStringLiteral("127.0.0.1"),
                                        static_cast<quint16>(std::stoi(port)));
        }
        const auto open = [&] {
            return std::count_if(crowd.begin(), crowd.end(), [](const auto& socket) {
                return socket->state() == QTcpSocket::ConnectedState;
            });
        };
        QTRY_COMPARE(open(), 4);
        // Who says nothing is shown out, so that the browser gets in at last.
        QTRY_COMPARE_WITH_TIMEOUT(open(), 0, 8000);
    }
    void aLinkComesBack() {
        core::QtClock clock;
        core::SeededRandom random(1);
        StandardRedirects redirects(clock, random);
        QVERIFY(!redirects.openLink("ciscojabber://oauth?code=1"));
        auto redirect = std::move(*redirects.link());
        QCOMPARE(redirect->uri(), std::string("ciscojabber://oauth"));
        core::Owner owner;
        std::string came;
        redirect->parameters().then(
            owner, [&](core::Result<std::string> parameters) { came = *parameters; });
        for (const auto* link : {"ciscojabber://provision?code=1", "ciscojabber://oauth",
                                 "https://oauth?code=1", "ciscojabber://oauthx?code=1"}) {
            QVERIFY2(!redirects.openLink(link), link);
        }
        QVERIFY(redirects.openLink("CiscoJabber://oauth/?code=1&state=2"));
        QCOMPARE(came, std::string("code=1&state=2"));
        redirect.reset();
        QVERIFY(!redirects.openLink("ciscojabber://oauth?code=1"));
    }
};

QTEST_GUILESS_MAIN(LoopbackTest)
#include "LoopbackTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/transport/StreamFramer.h"

using namespace sidetone;
using namespace sidetone::sip;

class FramerTest : public QObject {
    Q_OBJECT
    struct Heard {
        std::vector<Message> messages;
        int pings = 0;
        int pongs = 0;
        StreamFramer framer{{[this](Message message) { messages.push_back(std::move(message)); },
                             [this] { ++pings; }, [this] { ++pongs; }}};
    };
    static std::string message(const std::string& body) {
        return "MESSAGE sip:a@h SIP/2.0\r\nl: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

private Q_SLOTS:
    void findsMessagesWhereverTheBytesAreCut() {
        const auto text = message("hello") + "\r\n" + message("") + "\r\n\r\n" + message("you");
        for (std::size_t size = 1; size <= text.size(); ++size) {
            Heard heard;
            for (std::size_t at = 0; at < text.size(); at += size) {
                QVERIFY(heard.framer.feed(text.substr(at, size)));
            }
            QCOMPARE(heard.messages.size(), std::size_t(3));
            QCOMPARE(std::get<Request>(heard.messages[0]).body, std::string("hello"));
            QCOMPARE(std::get<Request>(heard.messages[2]).body, std::string("you"));
        }
    }
    void tellsPingsFromPongs() {
        Heard heard;
        QVERIFY(heard.framer.feed("\r\n"));
        QCOMPARE(heard.pongs, 1);
        QVERIFY(heard.framer.feed("\r\n\r\n"));
        QCOMPARE(heard.pings, 1);
        QCOMPARE(heard.pongs, 1);
    }
    void failsWhereItCannotGoOn() {
        QVERIFY(!Heard().framer.feed("MESSAGE sip:a@h SIP/2.0\r\nVia: x\r\n\r\n"));
        QVERIFY(!Heard().framer.feed("MESSAGE sip:a@h SIP/2.0\r\nl: 1\r\nl: 2\r\n\r\n"));
        QVERIFY(!Heard().framer.feed("MESSAGE sip:a@h SIP/2.0\r\nl: 9999999\r\n\r\n"));
        QVERIFY(!Heard().framer.feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        QVERIFY(!Heard().framer.feed(std::string(50'000, 'x')));
    }
};

QTEST_GUILESS_MAIN(FramerTest)
#include "FramerTest.moc"

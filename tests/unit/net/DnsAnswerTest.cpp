// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "TestDns.h"
#include "net/dnsAnswer.h"

using namespace sidetone;
using test::dnsName;
using test::dnsNumber16;

namespace {

std::string header(unsigned int answers) {
    return dnsNumber16(7) + dnsNumber16(0x8580) + dnsNumber16(1) + dnsNumber16(answers) +
           dnsNumber16(0) + dnsNumber16(0) + dnsName("_x._tcp.example.test") + dnsNumber16(33) +
           dnsNumber16(1);
}

std::string srvData(const std::string& target) {
    return dnsNumber16(1) + dnsNumber16(5) + dnsNumber16(8443) + target;
}

std::string record(const std::string& data, unsigned int type = 33, unsigned int ttlHigh = 0) {
    return std::string("\xC0\x0C", 2) + dnsNumber16(type) + dnsNumber16(1) + dnsNumber16(ttlHigh) +
           dnsNumber16(300) + dnsNumber16(static_cast<unsigned int>(data.size())) + data;
}

}  // namespace

class DnsAnswerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRecords() {
        const auto read = net::readSrvAnswer(header(2) + record("ab", 16) +
                                             record(srvData(dnsName("CUCM1.example.test"))));
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), std::size_t{1});
        QCOMPARE(read->front().target, std::string("cucm1.example.test"));
        QCOMPARE(int{read->front().priority}, 1);
        QCOMPARE(int{read->front().weight}, 5);
        QCOMPARE(int{read->front().port}, 8443);
        QCOMPARE(read->front().timeToLive.count(), 300);
    }
    void leavesTheRootOut() {
        const auto read = net::readSrvAnswer(header(1) + record(srvData(dnsName(""))));
        QVERIFY(read.has_value());
        QVERIFY(read->empty());
    }
    void leavesStrangeTargetsOut() {
        const auto read = net::readSrvAnswer(header(1) + record(srvData(dnsName("a/b\n.test"))));
        QVERIFY(read.has_value());
        QVERIFY(read->empty());
    }
    void ignoresANegativeTimeToLive() {
        const auto read =
            net::readSrvAnswer(header(1) + record(srvData(dnsName("a.test")), 33, 0xFFFF));
        QCOMPARE(read->front().timeToLive.count(), 0);
    }
    void survivesNamesThatReferToThemselves() {
        const std::string start = header(1);
        const auto at = static_cast<unsigned int>(start.size() + 12 + 6);
        const auto read = net::readSrvAnswer(start + record(srvData(dnsNumber16(0xC000U | at))));
        QVERIFY(!read.has_value());
        QVERIFY(read.error().code == core::ErrorCode::BadAnswer);
    }
    void survivesEveryCut() {
        const std::string whole =
            header(2) + record(srvData(dnsName("a.test"))) + record(srvData(dnsName("b.test")));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            QVERIFY(!net::readSrvAnswer(whole.substr(0, length)).has_value());
        }
        QVERIFY(net::readSrvAnswer(whole).has_value());
    }
    void survivesEveryFlippedByte() {
        const std::string whole = header(1) + record(srvData(dnsName("a.example.test")));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                std::string broken = whole;
                broken[at] = static_cast<char>(value);
                const auto read = net::readSrvAnswer(broken);
                if (read) QVERIFY(read->size() <= 1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(DnsAnswerTest)
#include "DnsAnswerTest.moc"

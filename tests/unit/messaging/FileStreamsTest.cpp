// SPDX-License-Identifier: GPL-3.0-or-later
// What other devices say of files and streams, whole, broken and at random.
#include <QTest>

#include "core/Random.h"
#include "messaging/files/peer/SocksHandshake.h"
#include "xmpp/StreamParser.h"
#include "xmpp/extensions/Bytestreams.h"
#include "xmpp/extensions/InBandBytes.h"
#include "xmpp/extensions/StreamInitiation.h"
#include "xmpp/namespaces.h"

using namespace sidetone;
using messaging::SocksHandshake;
using State = SocksHandshake::State;

namespace {

xmpp::FileOffer anOffer() {
    xmpp::FileOffer offer{"a0", "shot.png", "image/png", 1022};
    offer.md5 = "552da749930852c69ae5d2141d3766b1";
    offer.sha256 = std::string(64, 'a');
    offer.canRange = true;
    offer.methods = {xmpp::ns::bytestreams, xmpp::ns::inBandBytes};
    return offer;
}

/// The words of both sides, cut into pieces of that size.
bool meet(SocksHandshake& caller, SocksHandshake& host, std::size_t piece) {
    for (int i = 0; i < 10; ++i) {
        const auto up = caller.takeReply();
        for (std::size_t at = 0; at < up.size(); at += piece) host.take(up.substr(at, piece));
        if (host.state() == State::Asked) host.grant();
        const auto down = host.takeReply();
        for (std::size_t at = 0; at < down.size(); at += piece) caller.take(down.substr(at, piece));
    }
    return caller.state() == State::Done && host.state() == State::Done;
}

std::string randomBytes(core::Random& random, std::size_t most) {
    std::string bytes(random.below(most), '\0');
    for (auto& byte : bytes) {
        // Mostly what the protocol uses, so that it gets deep.
        byte = random.below(3) == 0 ? char(random.below(256)) : char(random.below(6));
    }
    return bytes;
}

}  // namespace

class FileStreamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOfferIsReadAsItWasWritten() {
        QCOMPARE(xmpp::readFileOffer(xmpp::writeFileOffer(anOffer())), std::optional(anOffer()));
    }
    void brokenOffersAreNone() {
        const auto broken = [](auto change) {
            auto si = xmpp::writeFileOffer(anOffer());
            change(si);
            return !xmpp::readFileOffer(si);
        };
        QVERIFY(broken([](auto& si) { si.setAttribute("profile", "urn:other"); }));
        QVERIFY(broken([](auto& si) { si.setAttribute("id", ""); }));
        QVERIFY(broken([](auto& si) { si.children[0].setAttribute("size", "-1"); }));
        QVERIFY(broken([](auto& si) { si.children[0].setAttribute("size", "1e9"); }));
        QVERIFY(
            broken([](auto& si) { si.children[0].setAttribute("size", "18446744073709551615"); }));
        QVERIFY(broken([](auto& si) { si.children[0].setAttribute("name", ""); }));
        QVERIFY(broken([](auto& si) { si.children.pop_back(); }));
        auto si = xmpp::writeFileOffer(anOffer());
        si.children[0].setAttribute("hash", "../../etc/passwd");
        QCOMPARE(xmpp::readFileOffer(si)->md5, std::string());
    }
    void anAnswerStaysInsideTheOffer() {
        const auto read = [](const xmpp::FileAnswer& answer) {
            return xmpp::readFileAnswer(xmpp::writeFileAnswer(answer), anOffer());
        };
        const xmpp::FileAnswer whole{xmpp::ns::bytestreams};
        const xmpp::FileAnswer part{xmpp::ns::inBandBytes, 22, 1000};
        QCOMPARE(read(whole), std::optional(whole));
        QCOMPARE(read(part), std::optional(part));
        QVERIFY(!read({"urn:never-offered"}));
        QVERIFY(!read({xmpp::ns::bytestreams, 1023}));
        QVERIFY(!read({xmpp::ns::bytestreams, 1000, 23}));
    }
    void placesThatAreNoneAreLeftOut() {
        xmpp::StreamHosts hosts{"a0",
                                {{"romeo@example.net/x", {"192.0.2.1", 37'200}},
                                 {"", {"192.0.2.1", 5}},
                                 {"proxy.example.net", {"", 5}},
                                 {"proxy.example.net", {"192.0.2.9", 0}}}};
        const auto read = xmpp::readStreamHosts(xmpp::writeStreamHosts(hosts));
        QCOMPARE(read.id, std::string("a0"));
        QCOMPARE(read.hosts.size(), std::size_t(1));
        QCOMPARE(read.hosts[0], hosts.hosts[0]);
        for (int i = 0; i < 100; ++i) hosts.hosts.push_back(hosts.hosts[0]);
        QCOMPARE(xmpp::readStreamHosts(xmpp::writeStreamHosts(hosts)).hosts.size(),
                 std::size_t(30));
    }
    /// The example of XEP-0065, computed by hand with sha1sum.
    void aStreamHasOneName() {
        const auto name =
            xmpp::streamAddress("vxf9n471bn46", *xmpp::Jid::parse("requester@example.com/foo"),
                                *xmpp::Jid::parse("target@example.org/bar"));
        QCOMPARE(name.size(), std::size_t(40));
        QCOMPARE(name, std::string("98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff"));
    }
    void piecesAreReadAsTheyWereWritten() {
        core::SeededRandom random(7);
        for (int i = 0; i < 200; ++i) {
            const xmpp::InBandPiece piece{"a0", std::uint16_t(random.below(65'536)),
                                          randomBytes(random, 3'000)};
            const auto read = xmpp::readInBandPiece(xmpp::writeInBandPiece(piece));
            QVERIFY(read && read->bytes == piece.bytes && read->sequence == piece.sequence);
        }
        auto data = xmpp::writeInBandPiece({"a0", 1, "bytes"});
        data.setText("!");
        QVERIFY(!xmpp::readInBandPiece(data));
        data = xmpp::writeInBandPiece({"a0", 1, "bytes"});
        data.setAttribute("seq", "65536");
        QVERIFY(!xmpp::readInBandPiece(data));
    }

    void bothSidesMeetHoweverTheirWordsAreCut() {
        for (std::size_t piece = 1; piece < 60; ++piece) {
            auto caller = SocksHandshake::caller(std::string(40, 'f'));
            auto host = SocksHandshake::host();
            QVERIFY(meet(caller, host, piece));
            QCOMPARE(host.name(), std::string(40, 'f'));
        }
    }
    void refusesWhatIsNoHandshake() {
        using namespace std::string_literals;
        for (const auto& words : {"GET / HTTP/1.1\r\n"s, "\x04\x01"s, "\x05\x01\x02"s,
                                  "\x05\x01\0\x05\x02\0\x03\x01"
                                  "a\0\0"s}) {
            auto host = SocksHandshake::host();
            host.take(words);
            QCOMPARE(host.state(), State::Failed);
        }
        auto early = SocksHandshake::host();
        early.take(
            "\x05\x01\0\x05\x01\0\x03\x01"
            "a\0\0early"s);
        QCOMPARE(early.state(), State::Failed);
    }
    void anythingAtRandomEnds() {
        core::SeededRandom random(65);
        for (int i = 0; i < 20'000; ++i) {
            auto host = SocksHandshake::host();
            auto caller = SocksHandshake::caller("name");
            for (int j = 0; j < 4; ++j) {
                host.take(randomBytes(random, 60));
                caller.take(randomBytes(random, 60));
            }
            QVERIFY(host.state() != State::Done);  // nobody granted it
            QVERIFY(host.takeReply().size() < 64);
            QVERIFY(caller.takeReply().size() < 64);
        }
        auto flooded = SocksHandshake::host();
        flooded.take("\x05\xff" + std::string(100'000, 'x'));
        QCOMPARE(flooded.state(), State::Failed);
    }
};

QTEST_GUILESS_MAIN(FileStreamsTest)
#include "FileStreamsTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "DavScript.h"
#include "Rows.h"
#include "directory/carddav/findBooks.h"

using namespace sidetone;
using namespace sidetone::test;

ROWS("DIR-16");

namespace {

const std::string host = "https://dav.example.com";
const std::string path = "/anna/book/";
const std::string url = host + path;

}  // namespace

/// The exchanges of CardDAV, one after the other, as a server that is not to be trusted has them.
class CardDavTest : public QObject {
    Q_OBJECT
    std::unique_ptr<DavScript> server_;

    void expectBook() {
        server_->expect({"PROPFIND", url, "addressbook-home-set", 207,
                         DavScript::response(path, DavScript::book)});
    }
    /// The first reading: two cards and a token.
    void expectFirstReading() {
        expectBook();
        server_->expect({"REPORT", url, "<sync-token/>", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a")) +
                             DavScript::response(path + "2.vcf", DavScript::tag("b")) +
                             DavScript::token("t1")});
        server_->expect({"REPORT", url, path + "1.vcf", 207,
                         DavScript::card(path + "1.vcf", "a", "Dora Own", "+15550100") +
                             DavScript::card(path + "2.vcf", "b", "Emil Old", "+15550101")});
    }
    void later() { server_->clock.advance(core::Milliseconds(16 * 60'000)); }
    void nothingWrong() {
        for (const auto& one : server_->wrong) qWarning("%s", one.c_str());
        QVERIFY(server_->wrong.empty());
        QVERIFY(server_->expected.empty());
    }
    std::string trouble(directory::CardDavSource& source) {
        static_cast<void>(server_->await(source.read()));
        const auto state = source.state();
        return state.trouble ? state.trouble->sentence() : std::string();
    }

private Q_SLOTS:
    void init() { server_ = std::make_unique<DavScript>(); }

    void begins_data() {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("starts");
        const auto row = [](const char* address, const char* starts) {
            QTest::newRow(address) << QByteArray(address) << QByteArray(starts);
        };
        row("dav.example.com",
            "https://dav.example.com/.well-known/carddav https://dav.example.com/ ");
        row("anna@example.com", "https://example.com/.well-known/carddav https://example.com/ ");
        row("http://127.0.0.1:5232/",
            "http://127.0.0.1:5232/.well-known/carddav http://127.0.0.1:5232/ ");
        row(" https://example.com/dav/anna/",
            "https://example.com/dav/anna/ https://example.com/.well-known/carddav "
            "https://example.com/ ");
        row("ldap://example.com", "");
        row("no server", "");
    }
    void begins() {
        QFETCH(QByteArray, address);
        QByteArray starts;
        for (const auto& start : directory::davStarts(address.toStdString())) {
            starts += start.c_str();
            starts += " ";
        }
        QTEST(starts, "starts");
    }

    /// The well-known page leads to the principal, that to the home, that to the books.
    void isFoundByTheHostAlone() {
        server_->expect({"PROPFIND",
                         host + "/.well-known/carddav",
                         "current-user-principal",
                         301,
                         {},
                         {{"location", "/dav/"}}});
        server_->expect({"PROPFIND", host + "/dav/", "current-user-principal", 207,
                         DavScript::response("/dav/",
                                             "<d:current-user-principal><d:href>/p/anna/"
                                             "</d:href></d:current-user-principal>")});
        server_->expect({"PROPFIND", host + "/p/anna/", "addressbook-home-set", 207,
                         DavScript::response("/p/anna/",
                                             "<c:addressbook-home-set><d:href>/anna/</d:href>"
                                             "</c:addressbook-home-set>")});
        server_->expect({"PROPFIND", host + "/anna/", "resourcetype", 207,
                         DavScript::response("/anna/",
                                             "<d:resourcetype><d:collection/>"
                                             "</d:resourcetype>") +
                             DavScript::response(path, DavScript::book)});
        server_->expect({"REPORT", url, "sync-collection", 207, DavScript::token("t1")});
        const auto source = server_->source("dav.example.com");
        QCOMPARE(trouble(*source), std::string());
        QCOMPARE(source->state().books, std::vector<std::string>{"Friends"});
        nothingWrong();
    }

    void isReadOnceAndThenOnlyWhatChanged() {
        expectFirstReading();
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        QCOMPARE(server_->names(*source, "emil"), std::string("Emil Old,"));
        nothingWrong();
        later();
        expectBook();
        server_->expect({"REPORT", url, "t1", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a2")) +
                             DavScript::gone(path + "2.vcf") + DavScript::token("t2")});
        server_->expect({"REPORT", url, "multiget", 207,
                         DavScript::card(path + "1.vcf", "a2", "Dora New", "+15550100")});
        // Whoever asks is answered at once, and the next one by what came meanwhile.
        QCOMPARE(server_->names(*source, "dora"), std::string("Dora Own,"));
        QTRY_VERIFY((server_->clock.advance(core::Milliseconds(50)), server_->expected.empty()));
        server_->clock.advance(core::Milliseconds(50));
        QCOMPARE(server_->names(*source, "dora"), std::string("Dora New,"));
        QCOMPARE(server_->names(*source, "emil"), std::string());
        nothingWrong();
    }

    void answersFromTheDiskWithoutTheServer() {
        expectFirstReading();
        auto source = server_->source();
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        source.reset();
        server_->http.failures[host] =
            core::fail(core::ErrorCode::Unreachable, "Asking", "the network is down");
        source = server_->source();
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        const auto who = server_->await(source->withNumbers({"+15550101"}));
        QVERIFY(who && who->front() && who->front()->name == "Emil Old");
        QVERIFY(trouble(*source).find("the network is down") != std::string::npos);
        QCOMPARE(source->state().people, std::size_t(2));
        // Nobody else's copy is taken for this account's.
        QVERIFY(
            server_->names(*server_->source("https://other.example.com/"), "own").find("Dora") ==
            std::string::npos);
    }

    void beginsAnewWhereTheTokenIsForgotten() {
        expectFirstReading();
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        expectBook();
        server_->expect({"REPORT", url, "t1", 403,
                         "<d:error xmlns:d=\"DAV:\"><d:valid-sync-token/></d:error>"});
        // What has the same tag is not fetched again; who is not listed is gone.
        server_->expect(
            {"REPORT", url, "<sync-token/>", 207,
             DavScript::response(path + "1.vcf", DavScript::tag("a")) + DavScript::token("t9")});
        QCOMPARE(trouble(*source), std::string());
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        QCOMPARE(server_->names(*source, "emil"), std::string());
        nothingWrong();
    }

    void comparesTagsWhereThereIsNoListOfChanges() {
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 501, {}});
        server_->expect({"PROPFIND", url, "getetag", 207,
                         DavScript::response(path, DavScript::tag("x")) +
                             DavScript::response(path + "1.vcf", DavScript::tag("a"))});
        server_->expect({"REPORT", url, "multiget", 207,
                         DavScript::card(path + "1.vcf", "a", "Dora Own", "+15550100")});
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "own"), std::string("Dora Own,"));
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 501, {}});
        server_->expect({"PROPFIND", url, "getetag", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a"))});
        QCOMPARE(trouble(*source), std::string());
        nothingWrong();
    }

    void readsALongListPageByPage() {
        expectBook();
        server_->expect({"REPORT", url, "<sync-token/>", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a")) +
                             DavScript::gone(path, 507) + DavScript::token("t1")});
        server_->expect(
            {"REPORT", url, "t1", 207,
             DavScript::response(path + "2.vcf", DavScript::tag("b")) + DavScript::token("t2")});
        server_->expect({"REPORT", url, "multiget", 207,
                         DavScript::card(path + "1.vcf", "a", "Dora Own", "+15550100") +
                             DavScript::card(path + "2.vcf", "b", "Emil Old", "+15550101")});
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "emil"), std::string("Emil Old,"));
        nothingWrong();
    }

    /// Of a book that is too large for a copy, the server is asked.
    void asksForEachSearchWhereTheBookIsLarge() {
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a")) +
                             DavScript::response(path + "2.vcf", DavScript::tag("b")) +
                             DavScript::token("t1")});
        server_->expect({"REPORT", url, ">do &amp; ra</text-match>", 207,
                         DavScript::card(path + "1.vcf", "a", "Do &amp; Ra", "+15550100")});
        const auto source = server_->source(url, {.cards = 1});
        QCOMPARE(server_->names(*source, "do & ra"), std::string("Do & Ra,"));
        QCOMPARE(source->state().remarks.size(), std::size_t(1));
        nothingWrong();
    }

    void fetchesFewerAtOnceWhereTheAnswerIsTooLarge() {
        const auto tooLarge = [](const std::string& asks) {
            return DavScript::Exchange{
                "REPORT", url, asks, 207, {}, {}, core::fail(core::ErrorCode::TooLarge, {})};
        };
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a")) +
                             DavScript::response(path + "2.vcf", DavScript::tag("b")) +
                             DavScript::token("t1")});
        server_->expect(tooLarge("1.vcf"));
        // One at a time; the one that is too large alone is left out.
        server_->expect(tooLarge("2.vcf"));
        server_->expect({"REPORT", url, "1.vcf", 207,
                         DavScript::card(path + "1.vcf", "a", "Dora Own", "+15550100")});
        const auto source = server_->source(url, {.cardsAtOnce = 4});
        QCOMPARE(trouble(*source), std::string());
        QCOMPARE(source->state().people, std::size_t(1));
        nothingWrong();
        // Where the list is too large, the server is asked each time.
        expectBook();
        server_->expect(tooLarge("t1"));
        QCOMPARE(trouble(*source), std::string());
        QCOMPARE(source->state().remarks.size(), std::size_t(1));
        nothingWrong();
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, int status, const QByteArray& answer,
                            const char* words) {
            QTest::newRow(name) << status << answer << QByteArray(words);
        };
        row("not found", 404, {}, "there is nothing at this address");
        row("down", 503, {}, "status 503");
        row("forbidden", 403, {}, "may read this address book");
        row("no XML", 207, "!hello", "cannot be read");
        row("cut", 207, "<d:response>", "cannot be read");
        row("a page", 200, "<html/>", "is no address book's");
        QByteArray deep;
        for (int i = 0; i < 1'000; ++i) deep += "<d:response>";
        row("deep", 207, deep, "cannot be read");
        row("entities", 207, "!<!DOCTYPE a [<!ENTITY b \"c\">]><d:multistatus xmlns:d=\"DAV:\"/>",
            "cannot be read");
        row("something else", 207, "<d:error xmlns:d=\"DAV:\"/>", "no multistatus");
        row("empty", 207, {}, "there are none");
    }
    void saysWhatIsWrong() {
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, words);
        for (const auto& page : directory::davStarts(url)) {
            server_->expect({"PROPFIND", page, {}, status, answer.toStdString()});
        }
        const auto source = server_->source();
        const auto said = trouble(*source);
        QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
        QVERIFY(server_->wrong.empty());
        // A question that finds nobody says why.
        QVERIFY(!server_->await(source->search("dora", 5)));
    }

    void aRefusedPasswordIsTriedOnce() {
        const std::vector<std::pair<std::string, std::string>> basic{
            {"www-authenticate", "Basic realm=\"books\""}};
        server_->expect({"PROPFIND", url, {}, 401, {}, basic});
        server_->expect({"PROPFIND", url, {}, 401, {}, basic});
        const auto source = server_->source();
        const auto said = trouble(*source);
        QVERIFY2(said.find("does not take this user name and password") != std::string::npos,
                 said.c_str());
        QVERIFY(said.find("secret") == std::string::npos);
        QVERIFY(!server_->http.asked[0].basic);
        QCOMPARE(server_->http.asked[1].basic->password.reveal(), std::string("secret"));
        later();
        QVERIFY(!server_->await(source->search("dora", 5)));
        nothingWrong();
    }

    void aPasswordIsNeverReadableOnTheWay() {
        const auto http = "http://dav.example.com" + path;
        server_->expect(
            {"PROPFIND", http, {}, 401, {}, {{"www-authenticate", "Basic realm=\"b\""}}});
        const auto source = server_->source(http);
        const auto said = trouble(*source);
        QVERIFY2(said.find("https://") != std::string::npos, said.c_str());
        nothingWrong();
        server_->expect({"PROPFIND",
                         http,
                         {},
                         401,
                         {},
                         {{"www-authenticate", "Digest realm=\"b\", nonce=\"n\", qop=\"auth\""}}});
        server_->expect({"PROPFIND", http, {}, 207, DavScript::response(path, DavScript::book)});
        server_->expect({"REPORT", http, {}, 207, DavScript::token("t1")});
        static_cast<void>(trouble(*source));
        const auto& second = server_->http.asked[2];
        QVERIFY(!second.basic);
        QVERIFY(std::any_of(second.headers.begin(), second.headers.end(), [](const auto& header) {
            return header.first == "Authorization" && header.second.starts_with("Digest ") &&
                   header.second.find("uri=\"/anna/book/\"") != std::string::npos;
        }));
    }

    void noServerHoldsUsForEver() {
        // Redirects in a circle.
        server_->http.special = [](const net::HttpRequest& request) {
            FakeHttpClient::Page page{302, {}, {}, {}, {{"location", request.url + "x/"}}};
            return std::optional(page);
        };
        const auto source = server_->source();
        QVERIFY(trouble(*source).find("without end") != std::string::npos);
        // Principals that lead to principals.
        int count = 0;
        server_->http.special = [&](const net::HttpRequest&) {
            FakeHttpClient::Page page{207, {}, {}, {}, {}};
            page.body = "<d:multistatus xmlns:d=\"DAV:\">" +
                        DavScript::response("/", "<d:current-user-principal><d:href>/p" +
                                                     std::to_string(++count) +
                                                     "/</d:href></d:current-user-principal>") +
                        "</d:multistatus>";
            return std::optional(page);
        };
        QVERIFY(trouble(*source).find("there are none") != std::string::npos);
        QVERIFY2(count <= 15, std::to_string(count).c_str());
        // A list that goes on without end.
        int pages = 0;
        server_->http.special = [&](const net::HttpRequest& request) {
            FakeHttpClient::Page page{207, {}, {}, {}, {}};
            const bool isList = request.method == "REPORT";
            page.body =
                "<d:multistatus xmlns:d=\"DAV:\" "
                "xmlns:c=\"urn:ietf:params:xml:ns:carddav\">" +
                (isList
                     ? DavScript::gone(path, 507) + DavScript::token("t" + std::to_string(++pages))
                     : DavScript::response(path, DavScript::book)) +
                "</d:multistatus>";
            return std::optional(page);
        };
        QCOMPARE(trouble(*source), std::string());
        QCOMPARE(pages, 200);
    }

    void takesNothingFromElsewhere() {
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 207,
                         DavScript::response("/ben/secret.vcf", DavScript::tag("a")) +
                             DavScript::response("https://evil.example.com" + path + "1.vcf",
                                                 DavScript::tag("b")) +
                             DavScript::response(path + "%32.vcf", DavScript::tag("c")) +
                             DavScript::token("t1")});
        server_->expect({"REPORT", url, "%32.vcf", 207,
                         DavScript::card("/ben/secret.vcf", "a", "Ben Else", "+15550199") +
                             // The same card, written in another way.
                             DavScript::card(path + "2.vcf", "c", "Dora Own", "+15550100")});
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "dora"), std::string("Dora Own,"));
        QCOMPARE(server_->names(*source, "ben"), std::string());
        for (const auto& request : server_->http.asked) {
            QVERIFY(request.body.find("evil") == std::string::npos);
            QVERIFY(request.body.find("secret.vcf") == std::string::npos);
        }
        nothingWrong();
    }

    void aBrokenCardCostsNobodyElse() {
        expectBook();
        server_->expect({"REPORT", url, "sync-collection", 207,
                         DavScript::response(path + "1.vcf", DavScript::tag("a")) +
                             DavScript::response(path + "2.vcf", DavScript::tag("b")) +
                             DavScript::response(path + "3.vcf", DavScript::tag("c")) +
                             DavScript::token("t1")});
        server_->expect(
            {"REPORT", url, "multiget", 207,
             DavScript::response(path + "1.vcf", DavScript::tag("a") +
                                                     "<c:address-data>nonsense</c:address-data>") +
                 DavScript::gone(path + "2.vcf") +
                 DavScript::card(path + "3.vcf", "c", "Dora Own", "+15550100")});
        const auto source = server_->source();
        QCOMPARE(server_->names(*source, "dora"), std::string("Dora Own,"));
        QCOMPARE(source->state().remarks.size(), std::size_t(1));
        nothingWrong();
    }

    void maybeGoneWhileItIsAsked() {
        auto source = server_->source();
        core::Owner owner;
        bool wasAnswered = false;
        source->search("dora", 5).then(owner, [&](const auto&) { wasAnswered = true; });
        source.reset();
        server_->clock.advance(core::Milliseconds(1'000));
        QVERIFY(!wasAnswered || server_->http.asked.size() <= 1);
    }
};

QTEST_GUILESS_MAIN(CardDavTest)
#include "CardDavTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <fstream>
#include <mutex>
#include <set>

#include "FakeHttpClient.h"
#include "NetFixture.h"
#include "Rows.h"
#include "ScriptedEdge.h"
#include "StoreFixture.h"
#include "VirtualClock.h"
#include "directory/PhotoCache.h"
#include "directory/UdsSource.h"
#include "directory/fetchPhoto.h"
#include "net/CurlHttpClient.h"
#include "signin/edge/EdgeHttpClient.h"
#include "store/Cache.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::directory;
using namespace sidetone::test;

ROWS("DIR-15");

namespace {

const std::string picture = "\xff\xd8\xff\xe0 the picture of anna";
const std::string newPicture = "\xff\xd8\xff\xe0 what anna looks like now";
constexpr const char* tag = "\"of-monday\"";

std::string lineOf(const std::string& head, const std::string& name) {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

/// A call manager's user data service and a picture server behind one port; the pictures' paths
/// say how they are answered.
class Servers {
public:
    explicit Servers(const NetFixture& net)
        : server_([this](TestStream& stream) { serve(stream); }, net.good()) {}

    [[nodiscard]] net::Endpoint endpoint() const { return {"imp1.office.test", server_.port()}; }
    [[nodiscard]] std::string photos() const {
        return "https://" + endpoint().text() + "/photos/%%uid%%.jpg";
    }
    /// The requests of this path, heads alone.
    [[nodiscard]] std::vector<std::string> asked(const std::string& path) {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> found;
        for (const auto& head : heads_) {
            if (head.starts_with("GET " + path + " ")) found.push_back(head);
        }
        return found;
    }
    void change() {
        const std::lock_guard lock(mutex_);
        isChanged_ = true;
    }

private:
    void serve(TestStream& stream) {
        while (true) {
            const auto head = stream.readUntil("\r\n\r\n");
            if (head.empty()) return;
            const auto path = head.substr(4, head.find(' ', 4) - 4);
            {
                const std::lock_guard lock(mutex_);
                heads_.push_back(head);
            }
            if (path == "/photos/slow.jpg") return stream.waitForEnd();
            stream.write(answer(path, head));
        }
    }
    std::string answer(const std::string& path, const std::string& head) {
        if (path.starts_with("/cucm-uds/users?")) return httpAnswer(200, people());
        if (path == "/photos/anna.jpg") return annas(head);
        if (path == "/photos/dated.jpg") {
            const std::string date = "Mon, 01 Jun 2026 08:00:00 GMT";
            if (lineOf(head, "If-Modified-Since") == date) return httpAnswer(304, "");
            return httpAnswer(200, picture, "Last-Modified: " + date + "\r\n");
        }
        if (path == "/photos/huge.jpg") {
            return httpAnswer(200, "\xff\xd8\xff" + std::string(10U << 20U, 'x'));
        }
        if (path == "/photos/page.jpg") return httpAnswer(200, "<html>Sign in</html>");
        if (path == "/photos/moved.jpg") return httpAnswer(302, "", "Location: anna.jpg\r\n");
        if (path == "/photos/secret.jpg") return httpAnswer(403, "no");
        if (path == "/photos/broken.jpg") return httpAnswer(500, "no");
        return httpAnswer(404, "no such file");
    }
    std::string annas(const std::string& head) {
        const std::lock_guard lock(mutex_);
        if (isChanged_) return httpAnswer(200, newPicture, "ETag: \"of-tuesday\"\r\n");
        if (lineOf(head, "If-None-Match") == tag) return httpAnswer(304, "");
        return httpAnswer(200, picture, std::string("ETag: ") + tag + "\r\n");
    }
    static std::string people() {
        std::string all = "<users start='0' requestedCount='20' totalCount='10'>";
        for (const auto* name : {"anna", "dated", "huge", "page", "moved", "secret", "broken",
                                 "slow", "nobody", "../anna"}) {
            all += std::string("<user><id>") + name + "</id><userName>" + name +
                   "</userName><displayName>" + name + "</displayName></user>";
        }
        return all + "</users>";
    }

    std::mutex mutex_;
    std::vector<std::string> heads_;
    bool isChanged_ = false;
    TestServer server_;
};

}  // namespace

/// Pictures of people whom the call manager knows, from servers that behave and that do not.
class PhotoServerTest : public QObject {
    Q_OBJECT
    NetFixture net_;
    net::CurlHttpClient http_{net_.clock, net_.resolver, net_.policy};
    StoreFixture files_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<Servers> servers_;
    std::unique_ptr<UdsSource> source_;
    std::unique_ptr<PhotoCache> cache_;
    VirtualClock days_;  ///< of the cache; the network has the real time
    std::map<std::string, Person> people_;

    std::string photo(const std::string& name) {
        return await(cache_->photo(*source_, people_.at(name))).value_or("failed");
    }
    std::size_t asked(const std::string& name) {
        return servers_->asked("/photos/" + name + ".jpg").size();
    }
    /// The cache of another start.
    void restart() { cache_ = std::make_unique<PhotoCache>(*store_, days_); }

private Q_SLOTS:
    void initTestCase() {
        files_.key = core::Secret("0123456789abcdef0123456789abcdef");
        store_ = std::move(files_.open().value());
    }
    void cleanupTestCase() { store_.reset(); }
    void init() {
        QVERIFY(await(store::Cache(*store_).trim("photo/", 0)).has_value());
        servers_ = std::make_unique<Servers>(net_);
        UdsAccess access;
        access.servers = {servers_->endpoint()};
        access.presenceDomain = "office.test";
        access.credentials = {"anna", core::Secret("Secret1")};
        access.photoUrl = servers_->photos();
        source_ = std::make_unique<UdsSource>(http_, access);
        restart();
        people_.clear();
        auto found = await(source_->search("a", 20));
        QVERIFY(found.has_value());
        for (auto& person : *found) people_[person.userName] = person;
        QCOMPARE(people_.size(), std::size_t(10));
    }
    void cleanup() {
        cache_.reset();
        source_.reset();
        servers_.reset();
    }

    void asksForTheUserNamesPictureWithoutCredentials() {
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(1));
        const auto head = servers_->asked("/photos/anna.jpg").front();
        QVERIFY(head.find("Authorization") == std::string::npos);
        QVERIFY(head.find("If-None-Match") == std::string::npos);
        // The search before it had them.
        const auto search = servers_->asked("/cucm-uds/users?name=a&max=20");
        QCOMPARE(search.size(), std::size_t(1));
        QVERIFY(search.front().find("Authorization: Basic") != std::string::npos);
        // A name that is a path is nobody's picture.
        QVERIFY(people_.at("../anna").photoUrl.empty());
    }

    void asksAfterADayWhetherItChanged() {
        QCOMPARE(photo("anna"), picture);
        restart();
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(1));
        days_.advance(std::chrono::hours(25));
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(2));
        QCOMPARE(lineOf(servers_->asked("/photos/anna.jpg").back(), "If-None-Match"),
                 std::string(tag));
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(2));
        servers_->change();
        days_.advance(std::chrono::hours(25));
        QCOMPARE(photo("anna"), newPicture);
        restart();
        QCOMPARE(photo("anna"), newPicture);
        QCOMPARE(asked("anna"), std::size_t(3));
    }

    void asksByTheDateWhereThereIsNoTag() {
        QCOMPARE(photo("dated"), picture);
        days_.advance(std::chrono::hours(25));
        QCOMPARE(photo("dated"), picture);
        QCOMPARE(asked("dated"), std::size_t(2));
        QCOMPARE(lineOf(servers_->asked("/photos/dated.jpg").back(), "If-Modified-Since"),
                 std::string("Mon, 01 Jun 2026 08:00:00 GMT"));
    }

    void remembersForADayWhatIsNoPicture_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("404") << QByteArray("nobody");
        QTest::newRow("10 MB") << QByteArray("huge");
        QTest::newRow("a web page") << QByteArray("page");
    }
    void remembersForADayWhatIsNoPicture() {
        QFETCH(QByteArray, name);
        const auto who = name.toStdString();
        QCOMPARE(photo(who), std::string());
        restart();
        QCOMPARE(photo(who), std::string());
        QCOMPARE(asked(who), std::size_t(1));
        days_.advance(std::chrono::hours(25));
        QCOMPARE(photo(who), std::string());
        QCOMPARE(asked(who), std::size_t(2));
        QVERIFY(lineOf(servers_->asked("/photos/" + who + ".jpg").back(), "If-None-Match").empty());
    }

    void followsARedirection() { QCOMPARE(photo("moved"), picture); }

    void oneRefusedPictureCostsNobodyElseTheirs() {
        QCOMPARE(photo("secret"), std::string());
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(photo("secret"), std::string());
        QCOMPARE(asked("secret"), std::size_t(1));
        days_.advance(std::chrono::minutes(61));
        QCOMPARE(photo("secret"), std::string());
        QCOMPARE(asked("secret"), std::size_t(2));
    }

    void aBrokenServerIsLeftInPeaceForAMinute() {
        QCOMPARE(photo("broken"), std::string());
        QCOMPARE(photo("anna"), std::string());
        QCOMPARE(asked("anna"), std::size_t(0));
        days_.advance(std::chrono::seconds(61));
        QCOMPARE(photo("anna"), picture);
        // Who was known before stays so while it is broken.
        days_.advance(std::chrono::hours(25));
        QCOMPARE(photo("broken"), std::string());
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(1));
    }

    void aSlowServerHoldsUpNeitherTheListNorOtherPictures() {
        core::Owner owner;
        bool isSlowDone = false;
        cache_->photo(*source_, people_.at("slow")).then(owner, [&](const auto&) {
            isSlowDone = true;
        });
        QTRY_COMPARE(asked("slow"), std::size_t(1));
        const auto list = await(source_->search("b", 20));
        QVERIFY(list && list->size() == 10);
        QCOMPARE(photo("anna"), picture);
        QVERIFY(!isSlowDone);
        cache_->forget();
        QVERIFY(isSlowDone);
    }

    void liesEncryptedOnTheDisk() {
        QCOMPARE(photo("anna"), picture);
        cache_.reset();
        store_.reset();
        std::string all;
        for (const auto& file : std::filesystem::directory_iterator(files_.file.parent_path())) {
            std::ifstream in(file.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
        QVERIFY(all.size() > picture.size());
        QVERIFY(all.find(picture) == std::string::npos);
        QVERIFY(all.find("of-monday") == std::string::npos);
        // With its key it is there.
        store_ = std::move(files_.open().value());
        restart();
        QCOMPARE(photo("anna"), picture);
        QCOMPARE(asked("anna"), std::size_t(1));
    }

    void forgetsWhatNobodyLooksAt() {
        QCOMPARE(photo("anna"), picture);
        days_.advance(std::chrono::hours(29 * 24));
        const auto count = [&] {
            return await(store_->run<std::int64_t>([](store::Database& database) {
                       auto rows = database.query("SELECT count(*) FROM cache", {});
                       return core::Result<std::int64_t>(rows ? rows->front().number(0) : -1);
                   }))
                .value_or(-1);
        };
        restart();
        QCOMPARE(photo("nobody"), std::string());
        QCOMPARE(count(), std::int64_t(2));
        days_.advance(std::chrono::hours(2 * 24));
        restart();
        QCOMPARE(photo("nobody"), std::string());
        QCOMPARE(count(), std::int64_t(1));
    }

    void comesThroughTheEdgeWhereItIsAllowed() {
        FakeHttpClient inside(days_);
        inside.pages["https://photos.example.com:443/anna.jpg"] = {200, picture, {}, {}};
        ScriptedEdge edge(days_, inside);
        edge.nodes["expe1.example.com"].config = edgeConfigDocument("expe1.example.com");
        edge.nodes["expe1.example.com"].cookie = "of-expe1-";
        signin::EdgeHttpClient outside({edge, days_, core::Milliseconds(5000)}, "example.com",
                                       {"anna", core::Secret("Secret1"), nullptr},
                                       {{"expe1.example.com", 8443}});
        const auto fetch = [&] {
            core::Owner owner;
            std::optional<core::Result<Photo>> photo;
            fetchPhoto(outside, "https://photos.example.com/anna.jpg", {})
                .then(owner, [&](core::Result<Photo> one) { photo = std::move(one); });
            while (!photo && days_.step()) {
            }
            return photo ? *photo : core::Result<Photo>(core::fail(core::ErrorCode::Internal, ""));
        };
        const auto allowed = fetch();
        QVERIFY2(allowed, allowed ? "" : allowed.error().sentence().c_str());
        QCOMPARE(allowed->bytes, picture);
        QVERIFY(edge.asked.back().url.starts_with("https://expe1.example.com:8443/"));
        // One who is not on the list is told to the log and the person with the way out.
        edge.refused.insert("photos.example.com");
        const auto refused = fetch();
        QVERIFY(!refused);
        QVERIFY(refused.error().code == core::ErrorCode::Forbidden);
        QVERIFY(refused.error().sentence().find("allow list") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(PhotoServerTest)
#include "PhotoServerTest.moc"

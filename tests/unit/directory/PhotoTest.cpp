// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeHttpClient.h"
#include "StoreFixture.h"
#include "VirtualClock.h"
#include "directory/PhotoCache.h"
#include "directory/fetchPhoto.h"
#include "store/Cache.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::directory;
using namespace sidetone::test;

namespace {

const std::string picture("\x89PNG and\0more\n\n", 15);

/// Pictures when the test wants them.
class Gallery final : public ContactSource {
public:
    struct Question {
        Person person;
        std::string tag;
        core::Promise<Photo> promise;
    };
    core::Task<std::vector<Person>> search(std::string, int) override {
        return core::Task<std::vector<Person>>::ready(std::vector<Person>());
    }
    core::Task<Photo> photo(Person person, std::string tag) override {
        questions.push_back({std::move(person), std::move(tag), {}});
        return questions.back().promise.task();
    }
    [[nodiscard]] bool hasPhotos() const override { return true; }
    [[nodiscard]] std::string where() const override { return "gallery"; }
    std::vector<Question> questions;
};

Person someone(int number, const std::string& host = "photos.example") {
    Person person;
    person.key = "uid=" + std::to_string(number);
    person.photoUrl = "https://" + host + "/" + std::to_string(number) + ".png";
    return person;
}

}  // namespace

/// Pictures are asked for once a day, and nothing that comes of it harms.
class PhotoTest : public QObject {
    Q_OBJECT
    StoreFixture fixture_;
    std::unique_ptr<store::Store> store_;
    VirtualClock clock_;
    Gallery gallery_;

    /// Lets the store's thread answer.
    template <class Fact>
    static bool comesTrue(Fact fact) {
        for (int i = 0; i < 2000 && !fact(); ++i) QTest::qWait(5);
        return fact();
    }
    struct Wish {
        std::optional<std::string> bytes;
    };
    std::unique_ptr<core::Owner> owner_;
    std::shared_ptr<Wish> wish(PhotoCache& cache, const Person& person) {
        auto wish = std::make_shared<Wish>();
        cache.photo(gallery_, person).then(*owner_, [wish](const core::Result<std::string>& bytes) {
            wish->bytes = bytes.value_or("failed");
        });
        return wish;
    }

private Q_SLOTS:
    void init() {
        store_ = std::move(fixture_.open().value());
        static_cast<void>(await(store::Cache(*store_).trim("photo/", 0)));
        gallery_.questions.clear();
        owner_ = std::make_unique<core::Owner>();
    }
    void cleanup() {
        owner_.reset();
        store_.reset();
    }

    void asksOnceADayWithTheTag() {
        PhotoCache cache(*store_, clock_);
        auto first = wish(cache, someone(1));
        auto second = wish(cache, someone(1));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 1; }));
        gallery_.questions[0].promise.settle(Photo{picture, "\"tag-1\"", false});
        QVERIFY(first->bytes == picture && second->bytes == picture);
        // Another start reads it from the disk, every byte.
        PhotoCache later(*store_, clock_);
        auto third = wish(later, someone(1));
        QVERIFY(comesTrue([&] { return third->bytes.has_value(); }));
        QVERIFY(third->bytes == picture);
        QCOMPARE(later.asked(), std::size_t(0));
        // The next day the server is asked whether it changed.
        clock_.advance(std::chrono::hours(25));
        auto fourth = wish(later, someone(1));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 2; }));
        QCOMPARE(gallery_.questions[1].tag, std::string("\"tag-1\""));
        gallery_.questions[1].promise.settle(Photo{{}, {}, true});
        QVERIFY(fourth->bytes == picture);
        auto fifth = wish(later, someone(1));
        QVERIFY(comesTrue([&] { return fifth->bytes.has_value(); }));
        QCOMPARE(gallery_.questions.size(), std::size_t(2));
    }

    void remembersThatThereIsNone() {
        PhotoCache cache(*store_, clock_);
        auto first = wish(cache, someone(2));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 1; }));
        gallery_.questions[0].promise.settle(Photo());
        QVERIFY(first->bytes == "");
        auto second = wish(cache, someone(2));
        QVERIFY(comesTrue([&] { return second->bytes.has_value(); }));
        QCOMPARE(gallery_.questions.size(), std::size_t(1));
        // Somebody without any place for a picture is nobody's question.
        auto none = wish(cache, Person());
        QVERIFY(none->bytes == "");
    }

    void aServerThatHangsHoldsUpNobodyElse() {
        PhotoCache cache(*store_, clock_, {1 << 20, 2});
        std::vector<std::shared_ptr<Wish>> slow;
        for (int i = 0; i < 6; ++i) slow.push_back(wish(cache, someone(10 + i, "slow.example")));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 2; }));
        QTest::qWait(50);
        QCOMPARE(gallery_.questions.size(), std::size_t(2));
        const auto silence = core::fail(core::ErrorCode::Timeout, "Fetching", "it says nothing");
        gallery_.questions[0].promise.settle(silence);
        gallery_.questions[1].promise.settle(silence);
        // The others are not even tried, and nothing is kept of it.
        for (const auto& each : slow) QVERIFY(each->bytes == "");
        QCOMPARE(gallery_.questions.size(), std::size_t(2));
        auto other = wish(cache, someone(1, "quick.example"));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 3; }));
        gallery_.questions[2].promise.settle(Photo{picture, {}, false});
        QVERIFY(other->bytes == picture);
        clock_.advance(std::chrono::minutes(2));
        auto again = wish(cache, someone(10, "slow.example"));
        QVERIFY(comesTrue([&] { return gallery_.questions.size() == 4; }));
    }

    void staysWithinItsBytes() {
        PhotoCache cache(*store_, clock_, {80'000, 4});
        for (int i = 0; i < 40; ++i) {
            auto one = wish(cache, someone(100 + i));
            const auto count = static_cast<std::size_t>(i) + 1;
            QVERIFY(comesTrue([&] { return gallery_.questions.size() == count; }));
            gallery_.questions.back().promise.settle(
                Photo{"\x89PNG" + std::string(5'000, '\0'), {}, false});
            clock_.advance(std::chrono::seconds(1));
        }
        const auto sum = [&] {
            return await(store_->run<std::int64_t>([](store::Database& database) {
                       auto rows = database.query(
                           "SELECT sum(length(CAST(value AS BLOB))) FROM cache WHERE name LIKE "
                           "'photo/%'",
                           {});
                       return core::Result<std::int64_t>(rows ? rows->front().number(0) : -1);
                   }))
                .value_or(-1);
        };
        QVERIFY2(sum() > 40'000 && sum() <= 80'000, std::to_string(sum()).c_str());
        // The newest are there still.
        const auto asked = gallery_.questions.size();
        auto last = wish(cache, someone(139));
        QVERIFY(comesTrue([&] { return last->bytes.has_value(); }));
        QCOMPARE(gallery_.questions.size(), asked);
    }

    void takesPicturesAlone() {
        FakeHttpClient http(clock_);
        const auto fetch = [&](int status, const std::string& body) {
            http.pages["https://photos.example/1.png"] = {status, body, {}, {}};
            core::Owner owner;
            std::optional<core::Result<Photo>> photo;
            fetchPhoto(http, "https://photos.example/1.png", {})
                .then(owner, [&](core::Result<Photo> one) { photo = std::move(one); });
            clock_.advance(std::chrono::seconds(1));
            return *photo;
        };
        QCOMPARE(fetch(200, picture)->bytes, picture);
        QVERIFY(fetch(200, "<html>sign in</html>")->bytes.empty());
        QVERIFY(fetch(200, "\x89PNG" + std::string(largestPhoto, 'x'))->bytes.empty());
        QVERIFY(fetch(404, "not here")->bytes.empty());
        QVERIFY(fetch(304, "")->isUnchanged);
        QVERIFY(!fetch(503, picture));
        QVERIFY(!fetch(401, picture));
    }
};

QTEST_GUILESS_MAIN(PhotoTest)
#include "PhotoTest.moc"

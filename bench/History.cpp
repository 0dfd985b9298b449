// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the history: sidetone-bench-history [--messages N] [--plain] [--folder DIR]. It makes N
// seeded messages (1,000,000) in 400 chats through the store's own interface, then times commits,
// searches, opening a chat and starting with it.
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "core/Log.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "store/History.h"
#include "store/Store.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

namespace {

constexpr int chats = 400;
constexpr int batch = 5'000;
constexpr int vocabulary = 20'000;

template <class T>
core::Result<T> await(core::Task<T> task) {
    core::Owner owner;
    std::optional<core::Result<T>> result;
    std::move(task).then(owner, [&](core::Result<T> value) { result.emplace(std::move(value)); });
    while (!result) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return std::move(*result);
}

/// The words of a language: few are said often. Word 0 is the most frequent.
std::string wordAt(std::uint64_t number) {
    static constexpr const char* parts[] = {"ka", "lo", "mi", "ra", "te", "su", "no", "vi",
                                            "pe", "da", "gu", "fo", "be", "zi", "hu", "wa"};
    std::string word;
    for (int i = 0; i < 4; ++i) word += parts[(number >> (4 * i)) % 16];
    return word;
}

std::uint64_t frequent(core::Random& random) {
    // The product of two equal choices falls steeply, as words do.
    return random.below(vocabulary) * random.below(vocabulary) / vocabulary;
}

store::Addition make(core::Random& random, int number) {
    store::Addition addition;
    auto& message = addition.message;
    message.peer =
        core::Address::parse("peer" + std::to_string(random.below(chats)) + "@office.example")
            .value();
    message.direction = random.below(3) == 0 ? store::Direction::Out : store::Direction::In;
    message.delivery = store::Delivery::Delivered;
    message.origin = store::Origin::Archive;
    message.isRead = true;
    for (int i = 0; i < 12; ++i) message.body += (i ? " " : "") + wordAt(frequent(random));
    message.time = core::WallTime(core::Milliseconds(1'700'000'000'000 + number * 30'000LL));
    message.stanzaId = "s" + std::to_string(number);
    message.archiveId = "a" + std::to_string(number);
    return addition;
}

/// Milliseconds of each call: as a person waits, and as the processor worked. On a machine that
/// has other work the second is what the program itself is to blame for.
struct Times {
    std::vector<double> waited;
    std::vector<double> worked;
};

double at(const std::vector<double>& sorted, std::size_t percent) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

void print(const char* what, Times times, const char* goal) {
    std::sort(times.waited.begin(), times.waited.end());
    std::sort(times.worked.begin(), times.worked.end());
    std::printf("%-44s p50 %8.2f  p95 %8.2f  max %8.2f ms  CPU p95 %7.2f  n=%zu  goal %s\n", what,
                at(times.waited, 50), at(times.waited, 95), times.waited.back(),
                at(times.worked, 95), times.waited.size(), goal);
    std::fflush(stdout);
}

/// Of all the program's threads.
double processorMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template <class Prepare, class Call>
Times timed(int count, Prepare prepare, Call call) {
    Times times;
    for (int i = 0; i < count; ++i) {
        prepare();
        const double before = processorMilliseconds();
        QElapsedTimer clock;
        clock.start();
        call(i);
        times.waited.push_back(double(clock.nsecsElapsed()) / 1e6);
        times.worked.push_back(processorMilliseconds() - before);
    }
    return times;
}

template <class Call>
Times timed(int count, Call call) {
    return timed(
        count, [] {}, call);
}

struct Bench {
    core::QtClock clock;
    core::Log log;
    core::SeededRandom random{2026};
    std::filesystem::path file;
    std::optional<core::Secret> key;
    std::unique_ptr<store::Store> store;

    bool open() {
        store.reset();
        auto opened = await(store::Store::open(file, {clock, log, store::Threading::Own, key}));
        if (opened) store = std::move(*opened);
        if (!opened) std::fprintf(stderr, "bench: %s\n", opened.error().sentence().c_str());
        return store != nullptr;
    }
    void fill(int from, int to) {
        store::History history(*store);
        for (int i = from; i < to;) {
            std::vector<store::Addition> additions;
            for (const int end = std::min(to, i + batch); i < end; ++i) {
                additions.push_back(make(random, i));
            }
            if (!await(history.addAll(std::move(additions)))) return;
        }
    }
    /// The file lies closed before each, as after a sign-out; closing is not measured.
    void start(const char* what) {
        print(what,
              timed(
                  50, [this] { store.reset(); },
                  [this](int /*run*/) {
                      if (!open()) return;
                      store::History history(*store);
                      static_cast<void>(await(history.conversations()));
                  }),
              "independent of the archive");
    }
    /// Letter by letter, as a person types two words.
    void typing(const char* what) {
        store::History history(*store);
        std::string whole;
        std::string typed;
        print(what,
              timed(400,
                    [&](int /*run*/) {
                        if (typed.size() == whole.size()) {
                            whole = wordAt(frequent(random)) + " " + wordAt(frequent(random));
                            typed.clear();
                        }
                        typed = whole.substr(0, typed.size() + 1);
                        store::SearchQuery query;
                        query.text = typed;
                        static_cast<void>(await(history.search(query)));
                    }),
              "p95 < 5");
    }
    void search(const char* what, std::uint64_t low, std::uint64_t high, std::size_t letters,
                bool isOneChat) {
        store::History history(*store);
        print(what,
              timed(200,
                    [&](int run) {
                        store::SearchQuery query;
                        query.text = wordAt(low + random.below(high - low)).substr(0, letters);
                        if (isOneChat) {
                            query.peer = core::Address::parse("peer" + std::to_string(run % chats) +
                                                              "@office.example")
                                             .value();
                        }
                        static_cast<void>(await(history.search(query)));
                    }),
              "p95 < 5");
    }
    void measure(int messages) {
        store::History history(*store);
        print("one durable commit",
              timed(500,
                    [&](int run) {
                        static_cast<void>(await(history.add(make(random, messages + run))));
                    }),
              "0.37-0.47");
        print("open a chat (last 50)",
              timed(200,
                    [&](int run) {
                        const auto peer = core::Address::parse(
                            "peer" + std::to_string(run % chats) + "@office.example");
                        static_cast<void>(await(history.page(peer.value(), 0, 50)));
                    }),
              "< 30");
        search("search: one of the 20 most frequent words", 0, 20, 99, false);
        search("search: an ordinary word", 1'000, vocabulary, 99, false);
        search("search: 3 letters", 0, vocabulary, 3, false);
        search("search: 1 letter", 0, vocabulary, 1, false);
        typing("search: two words, letter by letter");
        search("search: an ordinary word in one chat", 1'000, vocabulary, 99, true);
        search("search: a frequent word in one chat", 0, 20, 99, true);
    }
};

}  // namespace

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    QCommandLineParser parser;
    parser.addOption({u"messages"_s, u"how many"_s, u"number"_s, u"1000000"_s});
    parser.addOption({u"plain"_s, u"not encrypted"_s});
    parser.addOption({u"folder"_s, u"where the file is made"_s, u"folder"_s});
    parser.addHelpOption();
    parser.process(application);
    const QTemporaryDir own(parser.value(u"folder"_s).isEmpty()
                                ? QString()
                                : parser.value(u"folder"_s) + u"/history-XXXXXX"_s);
    const int messages = std::clamp(parser.value(u"messages"_s).toInt(), 1'000, 5'000'000);
    Bench bench;
    bench.file = std::filesystem::path(own.path().toStdString()) / "profile" / "history.db";
    if (!parser.isSet(u"plain"_s)) {
        bench.key = core::Secret("0123456789abcdef0123456789abcdef");
    }
    std::printf("%s history, %d messages in %d chats\n", bench.key ? "encrypted" : "plain",
                messages, chats);
    if (!bench.open()) return 1;
    bench.fill(0, 1'000);
    bench.start("start with 1,000 messages");
    QElapsedTimer clock;
    clock.start();
    bench.fill(1'000, messages);
    const auto seconds = double(clock.elapsed()) / 1000;
    std::printf("stored in batches: %.0f messages/s (goal > 20,000), %.0f MB\n",
                double(messages - 1'000) / std::max(seconds, 0.001),
                double(std::filesystem::file_size(bench.file)) / 1e6);
    bench.start("start with all messages");
    bench.measure(messages);
    return 0;
}

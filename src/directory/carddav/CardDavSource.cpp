// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/CardDavSource.h"

#include <algorithm>
#include <chrono>

#include "directory/Resolver.h"
#include "directory/carddav/findBooks.h"
#include "directory/carddav/syncBook.h"

namespace sidetone::directory {
namespace {

using core::ErrorCode;

constexpr std::chrono::minutes readAgainAfter{15};
constexpr std::chrono::seconds tryAgainAfter{60};

bool isForThePerson(ErrorCode code) {
    return code == ErrorCode::Unauthorised || code == ErrorCode::Untrusted ||
           code == ErrorCode::InvalidInput;
}

}  // namespace

CardDavSource::CardDavSource(CardDavAccess access, Ports ports, CopyLimits limits)
    : access_(std::move(access)), ports_(std::move(ports)), limits_(limits) {}

std::string CardDavSource::account() const {
    return access_.user + " " + access_.address;
}

void CardDavSource::withBook(Ready ready) {
    if (phase_ != Phase::Loaded) {
        waiting_.push_back(std::move(ready));
        return load();
    }
    if (isDue()) startReading();
    if (people_.people) return ready(people_.people);
    if (isReading_) {
        waiting_.push_back(std::move(ready));
        return;
    }
    ready(trouble_.value_or(core::fail(ErrorCode::Unavailable, "Reading the address book")));
}

void CardDavSource::load() {
    if (phase_ == Phase::Loading) return;
    phase_ = Phase::Loading;
    ports_.load().then(owner_, [this](const core::Result<std::string>& text) { loaded(text); });
}

void CardDavSource::loaded(const core::Result<std::string>& text) {
    auto copies = std::make_shared<Copies>();
    if (!text || text->empty()) {
        phase_ = Phase::Loaded;
        return answerAll();
    }
    auto made = std::make_shared<CopiedPeople>();
    ports_.background(
        [text = *text, copies, made, account = account()] {
            *copies = copiesOf(text);
            if (copies->account == account) *made = peopleOf(*copies);
        },
        [this, copies, made, alive = std::weak_ptr(alive_)] {
            if (alive.expired()) return;
            if (made->people) {
                copies_ = copies;
                people_ = *made;
            }
            phase_ = Phase::Loaded;
            answerAll();
        });
}

bool CardDavSource::isDue() const {
    if (isReading_) return false;
    if (!tried_) {
        // Of an earlier run of the program: nobody knows what this one's network is.
        return true;
    }
    if (trouble_ && isForThePerson(trouble_->code)) return false;
    const auto since = ports_.clock.now() - *tried_;
    return trouble_ ? since >= tryAgainAfter : since >= readAgainAfter;
}

void CardDavSource::answerAll() {
    // Whoever is answered may be the end of this source, and asks again where there is nothing yet.
    const auto alive = std::weak_ptr(alive_);
    for (auto& ready : std::exchange(waiting_, {})) {
        if (alive.expired()) return;
        withBook(std::move(ready));
    }
    if (alive.expired() || isReading_ || readers_.empty()) return;
    if (!tried_) return startReading();
    for (const auto& reader : std::exchange(readers_, {})) reader.settle({});
}

core::Task<void> CardDavSource::read() {
    core::Promise<void> promise;
    auto task = promise.task();
    readers_.push_back(promise);
    if (phase_ != Phase::Loaded) {
        load();
    } else if (!isReading_) {
        startReading();
    }
    return task;
}

void CardDavSource::startReading() {
    if (isReading_) return;
    isReading_ = true;
    tried_ = ports_.clock.now();
    readingTrouble_.reset();
    ports_.password().then(owner_, [this](const core::Result<core::Secret>& password) {
        askFor(password ? *password : core::Secret());
    });
}

void CardDavSource::askFor(const core::Secret& password) {
    client_ = std::make_shared<DavClient>(ports_.http, ports_.random, ports_.background,
                                          net::HttpCredentials{access_.user, password});
    findBooks(client_, access_.address)
        .then(owner_,
              [this](core::Result<std::vector<CopiedBook>> books) { found(std::move(books)); });
}

void CardDavSource::found(core::Result<std::vector<CopiedBook>> books) {
    if (!books) {
        readingTrouble_ = books.error();
        return endReading();
    }
    fresh_ = std::move(*books);
    for (auto& book : fresh_) {
        if (!copies_) break;
        for (const auto& known : copies_->books) {
            if (known.url != book.url) continue;
            auto name = std::move(book.name);
            book = known;
            book.name = std::move(name);
        }
    }
    syncNext(0);
}

void CardDavSource::syncNext(std::size_t which) {
    if (which >= fresh_.size()) return finishReading();
    syncBook(client_, fresh_[which], limits_)
        .then(owner_,
              [this, which](core::Result<CopiedBook> book) { synced(which, std::move(book)); });
}

void CardDavSource::synced(std::size_t which, core::Result<CopiedBook> book) {
    // What was read of this one before, and the other books, count all the same.
    if (book) {
        fresh_[which] = std::move(*book);
    } else {
        readingTrouble_ = book.error();
    }
    syncNext(which + 1);
}

void CardDavSource::endReading() {
    fresh_.clear();
    trouble_ = readingTrouble_;
    isReading_ = false;
    // What took long is not due again for that.
    tried_ = ports_.clock.now();
    answerAll();
}

void CardDavSource::finishReading() {
    const bool hasNothing = readingTrouble_ && !copies_ &&
                            std::all_of(fresh_.begin(), fresh_.end(), [](const auto& book) {
                                return book.cards.empty() && !book.isTooLarge;
                            });
    if (hasNothing) return endReading();
    const bool isSame = copies_ && copies_->books == fresh_;
    auto copies = std::make_shared<Copies>();
    copies->account = account();
    copies->read = readingTrouble_ && copies_ ? copies_->read : ports_.clock.wallTime();
    copies->books = std::exchange(fresh_, {});
    if (isSame) {
        copies_ = std::move(copies);
        return endReading();
    }
    usePeople(std::move(copies), [this] { endReading(); });
}

void CardDavSource::usePeople(std::shared_ptr<const Copies> copies, std::function<void()> then) {
    auto made = std::make_shared<CopiedPeople>();
    auto text = std::make_shared<std::string>();
    ports_.background(
        [copies, made, text] {
            *made = peopleOf(*copies);
            *text = textOf(*copies);
        },
        [this, copies, made, text, then = std::move(then), alive = std::weak_ptr(alive_)] {
            if (alive.expired()) return;
            copies_ = copies;
            people_ = *made;
            ports_.save(std::move(*text));
            then();
        });
}

core::Task<std::vector<Person>> CardDavSource::search(std::string text, int limit) {
    core::Promise<std::vector<Person>> promise;
    auto task = promise.task();
    BookSource::search(text, limit)
        .then(owner_, [this, promise, text, limit](const core::Result<std::vector<Person>>& known) {
            if (!known) return promise.settle(known.error());
            askServer(text, limit, *known)
                .then(owner_, [promise](core::Result<std::vector<Person>> all) {
                    promise.settle(std::move(all));
                });
        });
    return task;
}

core::Task<std::vector<Person>> CardDavSource::askServer(const std::string& text, int limit,
                                                         std::vector<Person> known) {
    using People = std::vector<Person>;
    const auto large = [](const CopiedBook& book) { return book.isTooLarge; };
    const auto book = copies_ ? std::find_if(copies_->books.begin(), copies_->books.end(), large)
                              : std::vector<CopiedBook>::const_iterator();
    if (!client_ || !copies_ || book == copies_->books.end() || text.empty()) {
        return core::Task<People>::ready(std::move(known));
    }
    core::Promise<People> promise;
    auto task = promise.task();
    client_->ask({"Searching the address book", "REPORT", book->url, "1", askSearch(text, limit)})
        .then(owner_, [promise, known = std::move(known), text,
                       limit](const core::Result<DavClient::Answer>& answer) {
            auto all = known;
            if (!answer && known.empty()) return promise.settle(answer.error());
            AddressBook people;
            std::vector<std::string> remarks;
            const auto most = static_cast<std::size_t>(std::max(limit, 1));
            std::size_t count = 0;
            for (const auto& one :
                 answer ? answer->content.resources : std::vector<DavResource>()) {
                if (one.card && count++ < most) addCard(*one.card, one.href, people, remarks);
            }
            people.settle();
            for (const auto& person : people.search(text, most)) merge(all, person);
            promise.settle(std::move(all));
        });
    return task;
}

BookState CardDavSource::state() const {
    BookState state;
    state.kind = "CardDAV";
    state.where = access_.address;
    state.trouble = trouble_;
    state.remarks = people_.remarks;
    state.people = people_.people ? people_.people->size() : 0;
    if (!copies_) return state;
    state.read = copies_->read;
    for (const auto& book : copies_->books) {
        const auto name = book.name.empty() ? book.url : book.name;
        state.books.push_back(name);
        if (book.isTooLarge) {
            state.remarks.push_back(name +
                                    ": it is too large for a copy; the server is asked each time");
        }
    }
    return state;
}

}  // namespace sidetone::directory

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/OwnBooks.h"

#include "client/people/addressBook.h"
#include "directory/AddressBookSource.h"
#include "directory/Resolver.h"
#include "signin/credentials/KeepingRules.h"

namespace sidetone::client {
namespace {

using directory::BookState;
using directory::Person;
using People = std::vector<Person>;

constexpr config::Key<std::string_view> addressBookServer{"AddressBookServer"};
constexpr config::Key<std::string_view> addressBookUser{"AddressBookUser"};
constexpr const char* copiesName = "directory/carddav";

}  // namespace

OwnBooks::OwnBooks(Ports ports)
    : ports_(std::move(ports)),
      worker_(std::make_shared<messaging::FileWorker>()),
      background_([worker = worker_](std::function<void()> job, std::function<void()> done) {
          worker->run(std::move(job), std::move(done));
      }),
      cache_(ports_.store) {}

OwnBooks::Wanted OwnBooks::wanted() const {
    const auto& settings = ports_.settings();
    Wanted wanted;
    if (!mayUseAddressBooks(settings)) return wanted;
    wanted.files = addressBookPath(settings, ports_.profile);
    wanted.server = {std::string(settings.get(addressBookServer)),
                     std::string(settings.get(addressBookUser))};
    return wanted;
}

std::vector<OwnBooks::Source> OwnBooks::follow() {
    auto now = wanted();
    if (!wanted_ || wanted_->files != now.files) {
        files_.reset();
        if (!now.files.empty()) {
            files_ = std::make_shared<directory::AddressBookSource>(
                directory::AddressBookPlace{now.files}, background_);
        }
    }
    if (!wanted_ || wanted_->server != now.server) {
        server_.reset();
        if (!now.server.address.empty()) {
            server_ = makeServer(now.server);
        } else {
            cache_.remove(copiesName).then(owner_, [](const core::Result<bool>&) {});
        }
    }
    wanted_ = std::move(now);
    std::vector<Source> sources;
    for (const auto& source : {files_, server_}) {
        if (source) sources.push_back(source);
    }
    return sources;
}

OwnBooks::Source OwnBooks::makeServer(const directory::CardDavAccess& access) {
    directory::CardDavSource::Ports ports{
        ports_.http,
        ports_.clock,
        ports_.random,
        background_,
        [this] { return password(); },
        [this] { return savedCopies(); },
        [this](std::string text) {
            cache_.put(copiesName, std::move(text), ports_.clock.wallTime())
                .then(owner_, [](const core::Status&) {});
        }};
    return std::make_shared<directory::CardDavSource>(access, std::move(ports));
}

core::Task<core::Secret> OwnBooks::password() {
    if (password_) return core::Task<core::Secret>::ready(*password_);
    core::Promise<core::Secret> promise;
    auto task = promise.task();
    ports_.keys.read(ports_.password)
        .then(owner_, [this, promise](core::Result<core::Secret> secret) {
            if (secret) ports_.hide(*secret);
            promise.settle(std::move(secret));
        });
    return task;
}

core::Task<std::string> OwnBooks::savedCopies() {
    core::Promise<std::string> promise;
    auto task = promise.task();
    cache_.get(copiesName)
        .then(owner_, [promise](const core::Result<std::optional<store::CachedValue>>& saved) {
            promise.settle(saved && *saved ? (*saved)->value : std::string());
        });
    return task;
}

core::Task<void> OwnBooks::setPassword(core::Secret password) {
    ports_.hide(password);
    // Made anew, so that a refusal of the old one is forgotten.
    server_.reset();
    wanted_.reset();
    if (!signin::mayKeepPassword(ports_.settings())) {
        password_ = std::move(password);
        return core::Task<void>::ready({});
    }
    if (password.isEmpty()) return ports_.keys.remove(ports_.password);
    return ports_.keys.write(ports_.password, std::move(password));
}

core::Task<People> OwnBooks::search(std::string text, int limit) {
    core::Promise<People> promise;
    auto task = promise.task();
    const auto asked = follow();
    std::vector<directory::Resolver::Source> sources;
    for (const auto& source : asked) sources.push_back({source->where(), source.get()});
    // Whoever is asked is kept until the answer, also where the settings change meanwhile.
    directory::Resolver(std::move(sources))
        .search(text, limit, {})
        .then(owner_, [promise, asked](core::Result<directory::FoundPeople> found) {
            if (!found) return promise.settle(found.error());
            const bool isSilent = found->people.empty() && !found->troubles.empty();
            if (isSilent) return promise.settle(found->troubles.front().error);
            promise.settle(std::move(found->people));
        });
    return task;
}

template <class Ask>
core::Task<OwnBooks::Matches> OwnBooks::askAll(std::size_t count, Ask ask) {
    struct Gathering {
        std::vector<People> who;
        std::size_t missing = 0;
        core::Promise<Matches> promise;
        void end() const {
            Matches matches;
            for (const auto& people : who) {
                // Two different people with one number are nobody.
                const bool isClear = people.size() == 1;
                matches.push_back(isClear ? std::optional(people.front()) : std::nullopt);
            }
            promise.settle(std::move(matches));
        }
    };
    const auto sources = follow();
    auto all = std::make_shared<Gathering>();
    all->who.resize(count);
    all->missing = sources.size();
    auto task = all->promise.task();
    if (sources.empty()) all->end();
    for (const auto& source : sources) {
        ask(*source).then(owner_, [all, source](const core::Result<Matches>& found) {
            for (std::size_t at = 0; found && at < all->who.size() && at < found->size(); ++at) {
                if ((*found)[at]) directory::merge(all->who[at], *(*found)[at]);
            }
            if (--all->missing == 0) all->end();
        });
    }
    return task;
}

core::Task<OwnBooks::Matches> OwnBooks::withAddresses(std::vector<core::Address> addresses) {
    return askAll(addresses.size(), [&addresses](directory::ContactSource& source) {
        return source.withAddresses(addresses);
    });
}

core::Task<OwnBooks::Matches> OwnBooks::withNumbers(std::vector<std::string> numbers) {
    return askAll(numbers.size(), [&numbers](directory::ContactSource& source) {
        return source.withNumbers(numbers);
    });
}

core::Task<directory::Photo> OwnBooks::photo(Person person, std::string) {
    core::Promise<directory::Photo> promise;
    auto task = promise.task();
    askPhoto(follow(), 0, std::move(person), promise);
    return task;
}

void OwnBooks::askPhoto(std::vector<Source> sources, std::size_t which, Person person,
                        core::Promise<directory::Photo> promise) {
    if (which >= sources.size()) return promise.settle(directory::Photo());
    const auto source = sources[which];
    source->photo(person, {})
        .then(owner_,
              [this, sources, which, person, promise](core::Result<directory::Photo> photo) {
                  if (photo && !photo->bytes.empty()) return promise.settle(std::move(photo));
                  askPhoto(sources, which + 1, person, promise);
              });
}

std::vector<BookState> OwnBooks::states() {
    std::vector<BookState> states;
    for (const auto& source : follow()) states.push_back(source->state());
    return states;
}

core::Task<std::vector<BookState>> OwnBooks::read() {
    core::Promise<std::vector<BookState>> promise;
    auto task = promise.task();
    readNext(follow(), 0, promise);
    return task;
}

void OwnBooks::readNext(std::vector<Source> sources, std::size_t which,
                        core::Promise<std::vector<BookState>> promise) {
    if (which >= sources.size()) {
        std::vector<BookState> states;
        for (const auto& source : sources) states.push_back(source->state());
        return promise.settle(std::move(states));
    }
    const auto source = sources[which];
    source->read().then(owner_, [this, sources, which, promise](const core::Status&) {
        readNext(sources, which + 1, promise);
    });
}

}  // namespace sidetone::client

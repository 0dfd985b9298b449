// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/PhotoCache.h"

#include <chrono>

#include "store/Cache.h"
#include "store/Store.h"

namespace sidetone::directory {
namespace {

constexpr std::chrono::hours freshFor{24};
constexpr std::chrono::seconds troubleFor{60};
constexpr std::chrono::hours refusedFor{1};
/// Whoever is shown is asked for each day, and stored again.
constexpr std::chrono::hours unusedFor{30 * 24};
constexpr std::size_t mostRefused = 20'000;
constexpr const char* beginning = "photo/";

std::string nameOf(const Person& person) {
    return beginning + (person.photoUrl.empty() ? person.key : person.photoUrl);
}

/// Who has to answer: a picture server, or the directory itself.
std::string serverOf(const Person& person) {
    const auto start = person.photoUrl.find("://");
    if (start == std::string::npos) return "directory";
    return person.photoUrl.substr(0, person.photoUrl.find('/', start + 3));
}

/// A server that will not answer the next question either.
bool isSilent(const core::Error& error) {
    using core::ErrorCode;
    const auto code = error.code;
    return code == ErrorCode::Timeout || code == ErrorCode::Unreachable ||
           code == ErrorCode::Refused || code == ErrorCode::Unavailable;
}

}  // namespace

/// One picture that somebody waits for.
struct PhotoCache::Want {
    ContactSource* source = nullptr;
    Person person;
    std::string name;
    std::string tag;
    std::string bytes;  ///< of yesterday, until there are newer ones
    std::vector<Waiting> waiting;
};

PhotoCache::PhotoCache(store::Store& store, core::Clock& clock, Limits limits)
    : store_(store), clock_(clock), limits_(limits) {}

core::Task<std::string> PhotoCache::photo(ContactSource& source, const Person& person) {
    if (person.photoUrl.empty() && (person.key.empty() || !source.hasPhotos())) {
        return core::Task<std::string>::ready(std::string());
    }
    forgetUnused();
    Waiting promise;
    auto task = promise.task();
    auto& want = wanted_[nameOf(person)];
    if (want) {
        want->waiting.push_back(promise);
        return task;
    }
    want = std::make_shared<Want>();
    want->source = &source;
    want->person = person;
    want->name = nameOf(person);
    want->waiting.push_back(promise);
    read(std::shared_ptr<Want>(want));
    return task;
}

void PhotoCache::forget() {
    owner_.cancelAll();
    queue_.clear();
    running_ = 0;
    for (const auto& [name, want] : std::exchange(wanted_, {})) {
        for (const auto& promise : want->waiting) promise.settle(std::string());
    }
}

void PhotoCache::read(const std::shared_ptr<Want>& want) {
    store::Cache(store_)
        .get(want->name)
        .then(owner_, [this, want](core::Result<std::optional<store::CachedValue>> found) {
            if (!found || !*found) return queue(want);
            // The tag, a line's end, the picture.
            const auto& value = (*found)->value;
            const auto end = value.find('\n');
            want->tag = value.substr(0, end);
            if (end != std::string::npos) want->bytes = value.substr(end + 1);
            const auto age = clock_.wallTime() - (*found)->stored;
            if (age >= age.zero() && age < freshFor) return finish(want);
            queue(want);
        });
}

void PhotoCache::queue(const std::shared_ptr<Want>& want) {
    const auto refusal = refused_.find(want->name);
    if (refusal != refused_.end()) {
        if (clock_.now() - refusal->second < refusedFor) return finish(want);
        refused_.erase(refusal);
    }
    const auto since = troubled_.find(serverOf(want->person));
    if (since != troubled_.end()) {
        if (clock_.now() - since->second < troubleFor) return finish(want);
        troubled_.erase(since);
    }
    queue_.push_back(want);
    askNext();
}

void PhotoCache::askNext() {
    while (running_ < limits_.atOnce && !queue_.empty()) {
        // Who scrolls sees the last ones.
        const auto want = queue_.back();
        queue_.pop_back();
        ask(want);
    }
}

void PhotoCache::ask(const std::shared_ptr<Want>& want) {
    if (troubled_.contains(serverOf(want->person))) return finish(want);
    ++running_;
    ++asked_;
    want->source->photo(want->person, want->bytes.empty() ? std::string() : want->tag)
        .then(owner_, [this, want](core::Result<Photo> photo) {
            --running_;
            answered(want, std::move(photo));
            askNext();
        });
}

void PhotoCache::answered(const std::shared_ptr<Want>& want, core::Result<Photo> photo) {
    if (!photo) {
        // Yesterday's picture is better than none; nothing of a failure goes to the disk.
        if (isSilent(photo.error())) {
            troubled_[serverOf(want->person)] = clock_.now();
        } else if (refused_.size() < mostRefused) {
            refused_[want->name] = clock_.now();
        }
        return finish(want);
    }
    if (!photo->isUnchanged) {
        want->bytes = std::move(photo->bytes);
        want->tag = std::move(photo->tag);
    }
    keep(want);
    finish(want);
}

void PhotoCache::keep(const std::shared_ptr<Want>& want) {
    auto value = want->tag + "\n" + want->bytes;
    written_ += static_cast<std::int64_t>(value.size());
    store::Cache(store_)
        .put(want->name, std::move(value), clock_.wallTime())
        .then(owner_, [](const core::Status&) {});
    if (written_ < limits_.bytes / 8) return;
    written_ = 0;
    store::Cache(store_).trim(beginning, limits_.bytes * 7 / 8).then(owner_, [](const auto&) {});
}

void PhotoCache::forgetUnused() {
    if (std::exchange(hasForgotten_, true)) return;
    store::Cache(store_)
        .removeOlder(beginning, clock_.wallTime() - unusedFor)
        .then(owner_, [](const auto&) {});
}

void PhotoCache::finish(const std::shared_ptr<Want>& want) {
    wanted_.erase(want->name);
    for (const auto& promise : std::exchange(want->waiting, {})) promise.settle(want->bytes);
}

}  // namespace sidetone::directory

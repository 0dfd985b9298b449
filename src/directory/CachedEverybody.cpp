// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CachedSource that has everybody on this computer.
#include <chrono>

#include "core/text.h"
#include "directory/CachedSource.h"
#include "directory/everybodyParts.h"
#include "directory/personText.h"
#include "store/Cache.h"
#include "store/Store.h"

namespace sidetone::directory {

/// One reading: from the disk part by part, then perhaps from the source.
struct CachedSource::Reading {
    std::size_t parts = 0;
    std::size_t part = 0;
    bool isFresh = false;
    PeopleIndex people;
    std::string text;       ///< the part that is being collected
    std::size_t count = 0;  ///< of people in it
    core::Promise<std::size_t> promise;
};

core::Task<std::size_t> CachedSource::readEverybody() {
    auto reading = std::make_shared<Reading>();
    auto task = reading->promise.task();
    store::Cache(store_)
        .get(everybody::name)
        .then(owner_, [this, reading](core::Result<std::optional<store::CachedValue>> head) {
            if (!head || !*head) return askEverybody(reading);
            const auto age = clock_.wallTime() - (*head)->stored;
            reading->isFresh = age >= age.zero() && age < std::chrono::hours(24);
            reading->parts = core::parseNumber((*head)->value).value_or(0);
            readChunk(reading);
        });
    return task;
}

void CachedSource::readChunk(const std::shared_ptr<Reading>& reading) {
    if (reading->part == reading->parts) {
        if (reading->people.size() > 0) {
            index_ = std::move(reading->people);
            isWhole_ = true;
        }
        if (!reading->isFresh || !isWhole_) return askEverybody(reading);
        return reading->promise.settle(index_.size());
    }
    store::Cache(store_)
        .get(everybody::partName(reading->part++))
        .then(owner_, [this, reading](core::Result<std::optional<store::CachedValue>> part) {
            // A part that is gone: nobody may take the rest for everybody.
            if (!part || !*part) return askEverybody(reading);
            for (const auto text : core::split((*part)->value, everybody::personEnd)) {
                if (const auto person = personOfText(text)) reading->people.add(*person);
            }
            reading->people.settle();
            readChunk(reading);
        });
}

void CachedSource::askEverybody(const std::shared_ptr<Reading>& reading) {
    reading->people.clear();
    reading->part = 0;
    source_->everybody([this, reading](const Person& person) { collect(reading, person); })
        .then(owner_, [this, reading](const core::Status& done) {
            if (!done) {
                // What was known yesterday still counts.
                if (isWhole_) return reading->promise.settle(index_.size());
                return reading->promise.settle(done.error());
            }
            if (reading->count > 0) {
                write(everybody::partName(reading->part++), std::move(reading->text));
            }
            write(everybody::name, std::to_string(reading->part));
            reading->people.settle();
            index_ = std::move(reading->people);
            isWhole_ = true;
            reading->promise.settle(index_.size());
        });
}

void CachedSource::collect(const std::shared_ptr<Reading>& reading, const Person& person) {
    reading->people.add(person);
    reading->text += textOf(person) + everybody::personEnd;
    if (++reading->count < everybody::partSize) return;
    reading->people.settle();
    write(everybody::partName(reading->part++), std::exchange(reading->text, {}));
    reading->count = 0;
}

}  // namespace sidetone::directory

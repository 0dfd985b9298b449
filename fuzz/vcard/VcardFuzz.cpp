// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever somebody calls an address book.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/Address.h"
#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/vcard/AddressBook.h"
#include "directory/vcard/personOfCard.h"
#include "directory/vcard/readCards.h"

using namespace sidetone;
using namespace sidetone::directory;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// A line for people, which no part of the list takes for something else.
void requireText(const std::string& text) {
    require(core::isValidUtf8(text) && text.size() <= 300);
    for (const char c : text) require(static_cast<unsigned char>(c) >= 0x20);
}

void look(const Card& card) {
    for (const auto* text :
         {&card.id, &card.name, &card.title, &card.company, &card.department, &card.city}) {
        requireText(*text);
    }
    for (const auto& number : card.numbers) require(isNumber(number));
    for (const auto& address : card.addresses) require(core::Address::parse(address).has_value());
    for (const auto& mail : card.mails) requireText(mail);
    require(card.photo.size() <= 512U << 10U);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    VcardLimits limits;
    limits.cards = 50;
    limits.lineBytes = 4'096;
    const auto file = readCards(std::string(reinterpret_cast<const char*>(data), size), limits);
    if (!file) return 0;
    require(file->cards.size() <= limits.cards && file->troubles.size() <= limits.troubles);
    AddressBook book;
    for (const auto& card : file->cards) {
        look(card);
        const auto person = personOfCard(card);
        require(!person || !person->numbers.empty() || !person->address.isEmpty() ||
                !person->sipAddress.empty());
        book.add(card);
    }
    book.settle();
    require(book.size() <= file->cards.size());
    for (const auto& card : file->cards) {
        static_cast<void>(book.search(card.name, 10));
        for (const auto& number : card.numbers) static_cast<void>(book.withNumber(number));
    }
    return 0;
}

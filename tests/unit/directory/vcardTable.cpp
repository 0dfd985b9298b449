// SPDX-License-Identifier: GPL-3.0-or-later
#include "vcardTable.h"

#include "core/text.h"

namespace sidetone::test {
namespace {

/// Lines as in files: CR LF at each end.
std::string lines(std::initializer_list<std::string> all) {
    std::string text;
    for (const auto& line : all) text += line + "\r\n";
    return text;
}

std::string card(std::initializer_list<std::string> all, const char* version = "4.0") {
    return lines({"BEGIN:VCARD", std::string("VERSION:") + version}) + lines(all) + "END:VCARD\r\n";
}

const std::string png("\x89PNG\r\n\x1a\n picture", 16);

void addTexts(std::vector<VcardRow>& rows) {
    rows.push_back({"4.0, all of it",
                    card({"UID:urn:uuid:1", "FN:Anna Berg", "N:Berg;Anna;;;", "ORG:Office;Sales",
                          "TITLE:Engineer", "ADR;TYPE=work:;;1 Main St;Springfield;;12345;",
                          "TEL;VALUE=uri;TYPE=work:tel:+1-555-555-0100",
                          "EMAIL:Anna@Office.Example", "IMPP:xmpp:anna@office.example"}),
                    {"Anna Berg|+1-555-555-0100|anna@office.example|anna@office.example|Office|"
                     "Engineer|Springfield|0"}});
    rows.push_back(
        {"3.0, escaped commas and semicolons",
         card({"FN:Berg\\, Anna\\; Dr.", "ORG:Smith\\, Jones\\; Sons;Sales", "TEL:2001"}, "3.0"),
         {"Berg, Anna; Dr.|2001|||Smith, Jones; Sons|||0"}});
    rows.push_back({"folded lines",
                    lines({"BEGIN:VCARD", "VERSION:3.0", "FN:Anna", "  B", " erg", "TE",
                           "\tL;TYPE=work:+1 555 ", " 555 0100", "END:VCARD"}),
                    {"Anna Berg|+1 555 555 0100||||||0"}});
    rows.push_back(
        {"folded inside a letter",
         lines({"BEGIN:VCARD", "VERSION:3.0", "FN:J\xc3", " \xb6rg", "TEL:2002", "END:VCARD"}),
         {"J\xc3\xb6rg|2002||||||0"}});
    rows.push_back({"a name in parts alone",
                    card({"N:Berg;Anna;Maria;Dr.;MdB", "TEL:2003"}, "3.0"),
                    {"Dr. Anna Maria Berg MdB|2003||||||0"}});
    rows.push_back({"a company alone",
                    card({"FN:", "ORG:Taxi", "TEL:+1 555 0111"}, "3.0"),
                    {"Taxi|+1 555 0111|||Taxi|||0"}});
    rows.push_back({"no name at all", card({"TEL:2004"}, "3.0"), {"2004|2004||||||0"}});
    rows.push_back({"a line break in a name",
                    card({"FN:Anna\\nBerg", "TEL:2005"}, "3.0"),
                    {"Anna Berg|2005||||||0"}});
    rows.push_back({"LF alone, names in small letters",
                    "begin:vcard\nversion:3.0\nfn:Ben\ntel;type=cell:2006\nend:vcard\n",
                    {"Ben|2006||||||0"}});
    rows.push_back({"CR alone, no last line's end",
                    "BEGIN:VCARD\rVERSION:3.0\rFN:Ben\rTEL:2007\rEND:VCARD",
                    {"Ben|2007||||||0"}});
}

void addOldOnes(std::vector<VcardRow>& rows) {
    rows.push_back({"2.1, quoted-printable over two lines",
                    card({"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=9Cnl=C3=BC;J=C3=B6r=", "g",
                          "TEL;WORK;VOICE:2010"},
                         "2.1"),
                    {"J\xc3\xb6rg \xc3\x9cnl\xc3\xbc|2010||||||0"}});
    rows.push_back({"2.1, a soft break before a space",
                    card({"FN;QUOTED-PRINTABLE:Anna=", " Berg", "TEL;CELL:2011"}, "2.1"),
                    {"Anna Berg|2011||||||0"}});
    rows.push_back(
        {"2.1, Latin 1",
         card({"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg", "TEL;HOME:2012"}, "2.1"),
         {"J\xc3\xb6rg|2012||||||0"}});
    rows.push_back({"2.1, bytes of Windows that nobody named",
                    card({"FN:\x80uro J\xf6rg", "TEL:2013"}, "2.1"),
                    {"\xe2\x82\xacuro J\xc3\xb6rg|2013||||||0"}});
    rows.push_back({"2.1, a card in a card",
                    card({"FN:Anna", "AGENT:", "BEGIN:VCARD", "FN:Her agent", "TEL:1", "END:VCARD",
                          "TEL:2014"},
                         "2.1"),
                    {"Anna|2014||||||0"}});
    rows.push_back(
        {"2.1, a picture without indent",
         card({"FN:Anna", "TEL:2015", "PHOTO;PNG;BASE64:" + core::toBase64(png).substr(0, 12),
               core::toBase64(png).substr(12), "", "NOTE:after it"},
              "2.1"),
         {"Anna|2015||||||16"}});
    rows.push_back({"UTF-16 with its mark",
                    std::string("\xff\xfe", 2) +
                        [] {
                            std::string wide;
                            for (const char c : card({"FN:Anna", "TEL:2016"}, "3.0")) {
                                wide += c;
                                wide += '\0';
                            }
                            return wide;
                        }(),
                    {"Anna|2016||||||0"}});
    rows.push_back({"UTF-8 with its mark",
                    "\xef\xbb\xbf" + card({"FN:Anna", "TEL:2017"}, "3.0"),
                    {"Anna|2017||||||0"}});
}

void addWays(std::vector<VcardRow>& rows) {
    rows.push_back({"several numbers with types",
                    card({"FN:Anna", "TEL;TYPE=home:2020", "TEL;TYPE=\"cell,voice\":2021",
                          "TEL;TYPE=WORK,VOICE:2022", "TEL;TYPE=work;TYPE=fax:2023",
                          "TEL;TYPE=pager:2024", "TEL;TYPE=home;PREF=1:2025", "TEL:call me"}),
                    {"Anna|2025,2022,2021,2020||||||0"}});
    rows.push_back({"tel with an extension and a context",
                    card({"FN:Anna", "TEL;VALUE=uri:tel:+1-555-555-0100;ext=102",
                          "TEL;VALUE=uri:tel:7042;phone-context=example.com"}),
                    {"Anna|+1-555-555-0100,7042||||||0"}});
    rows.push_back({"groups and labels",
                    card({"FN:Anna", "item1.TEL:2030", "item1.X-ABLabel:_$!<WorkFAX>!$_",
                          "item2.TEL:2031", "item2.X-ABLabel:_$!<Main>!$_", "item3.TEL:2032",
                          "item3.X-ABLabel:Work again", "item4.EMAIL;type=INTERNET:a@b.example"},
                         "3.0"),
                    {"Anna|2032,2031||a@b.example||||0"}});
    rows.push_back({"messages in every notation",
                    card({"FN:Anna", "IMPP;TYPE=work:xmpp:anna@one.example/phone?message",
                          "IMPP;X-SERVICE-TYPE=Jabber;type=HOME:x-apple:anna%40two.example",
                          "X-JABBER;TYPE=HOME:anna@three.example", "IMPP:im:anna@one.example",
                          "IMPP;X-SERVICE-TYPE=AIM:aim:anna@four.example",
                          "IMPP:skype:anna@five.example", "IMPP:xmpp:nobody"},
                         "3.0"),
                    {"Anna||anna@one.example,anna@two.example,anna@three.example|||||0"}});
    rows.push_back({"a mail address alone is no way",
                    card({"FN:Anna", "EMAIL:a@b.example"}),
                    {"Anna|||a@b.example||||0"}});
    rows.push_back(
        {"a picture inside",
         card({"FN:Anna", "TEL:2040", "PHOTO:data:image/png;base64," + core::toBase64(png)}),
         {"Anna|2040||||||16"}});
    rows.push_back({"a picture elsewhere, and one that is none",
                    card({"FN:Anna", "TEL:2041", "PHOTO;VALUE=uri:https://evil.example/me.png",
                          "PHOTO;ENCODING=b:" + core::toBase64("<html>")},
                         "3.0"),
                    {"Anna|2041||||||0"}});
    rows.push_back({"a group of people", card({"KIND:group", "FN:Us", "MEMBER:urn:uuid:1"}), {}});
}

void addBroken(std::vector<VcardRow>& rows) {
    const auto good = card({"FN:Ben", "TEL:2050"});
    const std::string ben = "Ben|2050||||||0";
    rows.push_back({"empty cards", card({}) + good, {"|||||||0", ben}});
    rows.push_back({"cut off",
                    good + "BEGIN:VCARD\r\nFN:Anna\r\nTEL:+1 555",
                    {ben},
                    {"6: the card that begins here has no end"}});
    rows.push_back({"a card without an end before another",
                    "BEGIN:VCARD\r\nFN:Anna\r\nTEL:1\r\n" + good,
                    {ben},
                    {"1: the card that begins here has no end"}});
    rows.push_back({"lines that are none",
                    card({"FN:Anna", "what is this", "=:x", ";;:y", "TEL;TYPE=\"work:2051"}) + good,
                    {"Anna|2051||||||0", ben},
                    {"4: there is no colon in it", "5: it does not begin with a name",
                     "6: it does not begin with a name"}});
    rows.push_back(
        {"an end too many", "END:VCARD\r\n" + good, {ben}, {"1: a card ends that has not begun"}});
    rows.push_back({"control characters",
                    card({std::string("FN:A\x1b[31m\x1f\x00Z", 12),
                          "TEL:+1\x1e"
                          "555"}) +
                        good,
                    {"A?[31m??Z|||||||0", ben}});
    rows.push_back({"a line without an end",
                    card({"FN:Anna", "NOTE:" + std::string(2 << 20, 'x'), "TEL:2052"}) + good,
                    {"Anna|2052||||||0", ben},
                    {"4: a property is too long"}});
    rows.push_back({"cards in cards without an end",
                    lines({"BEGIN:VCARD", "VERSION:2.1", "AGENT:", "BEGIN:VCARD", "BEGIN:VCARD",
                           "BEGIN:VCARD", "BEGIN:VCARD"}),
                    {},
                    {"7: there are too many cards inside one another"}});
}

}  // namespace

std::vector<VcardRow> vcardTable() {
    std::vector<VcardRow> rows;
    addTexts(rows);
    addOldOnes(rows);
    addWays(rows);
    addBroken(rows);
    return rows;
}

}  // namespace sidetone::test

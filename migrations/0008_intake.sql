-- Reserved for work under way; edited or removed before release.
select 1;
